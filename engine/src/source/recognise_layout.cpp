#include "source/recognise_layout.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "source/column_names.hpp"
#include "source/delimited_sample.hpp"
#include "source/json_line.hpp"

namespace rcs {
namespace {

constexpr std::array<char, 4> delimiters{',', ';', '\t', '|'};
constexpr std::string_view any_delimiter = ",;\t|";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
/// Failed lists as NDJSON (see sink/) begin so, also where the first line is longer than what is looked at.
constexpr std::string_view failed_list_start = R"({"row":)";

std::string_view trimmed(std::string_view text) noexcept {
  auto const begin = text.find_first_not_of(" \t\r");
  return begin == std::string_view::npos ? std::string_view{}
                                         : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

recognition refuse(std::string why) {
  return {std::nullopt, std::move(why)};
}

recognition too_long_header() {
  return refuse("the header of the list is too long");
}

/// The place that a wish names: digits only.
std::optional<std::size_t> as_place(std::string const& wish) noexcept {
  std::size_t place = 0;
  auto const end = wish.data() + wish.size();
  auto const read = std::from_chars(wish.data(), end, place);
  if (wish.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return place;
}

/// One look at a head.
class recogniser {
 public:
  recogniser(std::string_view head, bool whole, layout_wishes const& wishes)
      : head_{head.substr(0, layout_head_bytes)},
        whole_{whole && head.size() < layout_head_bytes},
        full_{whole_ || head.size() >= layout_head_bytes},
        wishes_{wishes} {}

  recognition run() {
    if (wishes_.delimiter && std::string_view{"\"\r\n"}.find(*wishes_.delimiter) != std::string_view::npos) {
      return refuse("a quote or a line end cannot be a delimiter");
    }
    if (head_.starts_with(byte_order_mark)) front_ = byte_order_mark.size();
    at_ = front_;
    if (!find_first_line()) return {};
    auto delimiter = wishes_.delimiter;
    if (!delimiter && kind_may_be(list_kind::delimited) && is_separator_line()) {
      delimiter = first_line_[4];
      at_ = front_ = first_end_;
      if (!find_first_line()) return {};
    }
    if (first_line_.empty() && whole_) return finish({}, front_);
    if (wishes_.kind) return as(*wishes_.kind, delimiter);
    if (delimiter) return as(list_kind::delimited, delimiter);
    return by_first_line();
  }

 private:
  [[nodiscard]] bool kind_may_be(list_kind kind) const noexcept { return !wishes_.kind || wishes_.kind == kind; }

  /// Goes to the first line that is not blank; false if it is not all there yet. There is none if all are blank.
  bool find_first_line() {
    for (first_line_ = {}; first_line_.empty() && at_ < head_.size();) {
      auto const line = next_line(head_.substr(at_), full_);
      if (!line) return false;
      first_line_ = trimmed(line->text);
      first_end_ = at_ + line->size;
      if (first_line_.empty()) at_ = first_end_;
    }
    first_is_complete_ = whole_ || (first_end_ > 0 && head_[first_end_ - 1] == '\n');
    return full_ || !first_line_.empty();
  }

  /// Excel's line in front of the header that names the delimiter.
  [[nodiscard]] bool is_separator_line() const noexcept {
    return first_line_.size() == 5 && is_same_name(first_line_.substr(0, 4), "sep=") &&
           any_delimiter.find(first_line_[4]) != std::string_view::npos;
  }

  recognition by_first_line() {
    if (is_object()) return as(list_kind::ndjson, {});
    if (first_line_ == "[" || first_line_ == "{" || first_line_.starts_with("[{")) {
      return refuse(
          "the list looks like one JSON document; what is read is one object per line, as jq -c '.[]' writes it");
    }
    bool const plain = first_line_.find_first_of(any_delimiter) == std::string_view::npos;
    if (plain && !first_line_.starts_with('"')) return lines_or_quoted_cells();
    return full_ ? delimited_or_lines() : recognition{};
  }

  [[nodiscard]] bool is_object() const {
    if (!first_is_complete_) return first_line_.starts_with(failed_list_start);
    return first_line_.starts_with('{') && keys_of(first_line_);
  }

  recognition as(list_kind kind, std::optional<char> delimiter) {
    if (kind == list_kind::lines) return as_lines();
    if (kind == list_kind::ndjson) return as_ndjson();
    if (!full_) return {};
    auto const samples = samples_of(delimiter);
    auto const best = likeliest(samples);
    return as_delimited(best->has_columns() || delimiter ? *best : sample_of(no_delimiter));
  }

  // Lines.

  /// A header without quotes may have cells in quotes below it.
  recognition lines_or_quoted_cells() {
    if (!rank_as_number_column(first_line_)) return as_lines();
    if (!whole_ && first_end_ == head_.size()) return {};
    if (!head_.substr(first_end_).starts_with('"')) return as_lines();
    return full_ ? as_delimited(sample_of(no_delimiter)) : recognition{};
  }

  recognition as_lines() {
    auto const& wish = wishes_.column;
    bool const named = !wish.empty() && !as_place(wish);
    if (named && !is_same_name(wish, first_line_)) return no_such_column({std::string{first_line_}});
    if (as_place(wish).value_or(1) != 1) return refuse("there is no column " + wish + ": the list has one");
    list_layout made;
    made.header = wishes_.header.value_or(named || rank_as_number_column(first_line_));
    if (made.header && !first_is_complete_) return too_long_header();
    if (made.header) made.names.emplace_back(first_line_);
    return finish(std::move(made), first_end_);
  }

  // Delimited lists.

  [[nodiscard]] delimited_sample sample_of(char delimiter) const {
    bool const named = !wishes_.column.empty() && !as_place(wishes_.column);
    return {head_.substr(at_), whole_, delimiter, named ? std::string_view{wishes_.column} : std::string_view{}};
  }

  [[nodiscard]] std::vector<delimited_sample> samples_of(std::optional<char> delimiter) const {
    std::vector<delimited_sample> samples;
    if (delimiter) {
      samples.push_back(sample_of(*delimiter));
    } else {
      for (char const one : delimiters) samples.push_back(sample_of(one));
    }
    return samples;
  }

  /// The first of those that are equally likely.
  [[nodiscard]] static std::vector<delimited_sample>::const_iterator likeliest(
      std::vector<delimited_sample> const& samples) {
    return std::max_element(samples.begin(), samples.end(), [](auto const& a, auto const& b) {
      if (a.has_columns() != b.has_columns()) return b.has_columns();
      return a.likelihood() < b.likelihood();
    });
  }

  recognition delimited_or_lines() {
    auto samples = samples_of({});
    std::erase_if(samples, [](auto const& one) { return !one.is_table(); });
    if (!samples.empty()) return as_delimited(*likeliest(samples));
    return first_line_.starts_with('"') ? as_delimited(sample_of(no_delimiter)) : as_lines();
  }

  recognition as_delimited(delimited_sample const& sample) {
    auto const& wish = wishes_.column;
    bool const named = !wish.empty() && !as_place(wish);
    list_layout made;
    made.kind = list_kind::delimited;
    made.delimiter = sample.delimiter();
    made.header = wishes_.header.value_or(named || sample.has_header());
    if (made.header) made.names = sample.first();
    if (made.header && made.names.empty()) return too_long_header();
    if (named && !made.header) return refuse("a column has no name without a header; give its place with --column");
    auto refused = named ? find_by_name(made) : wish.empty() ? find_column(made, sample) : find_by_place(made, sample);
    if (!refused.empty()) return refuse(std::move(refused));
    return finish(std::move(made), at_ + sample.first_size());
  }

  /// The column that is wished for by its name; what is wrong with that, if anything.
  [[nodiscard]] std::string find_by_name(list_layout& made) const {
    auto const is_it = [this](auto const& name) { return is_same_name(name, wishes_.column); };
    auto const count = std::count_if(made.names.begin(), made.names.end(), is_it);
    if (count == 0) return no_such_column(made.names).refusal;
    if (count > 1) {
      return std::to_string(count) + " columns are called " + wishes_.column +
             ". The list has: " + numbered(made.names) + "; give the place with --column";
    }
    auto const found = std::find_if(made.names.begin(), made.names.end(), is_it);
    made.column = static_cast<std::size_t>(found - made.names.begin());
    return {};
  }

  [[nodiscard]] std::string find_by_place(list_layout& made, delimited_sample const& sample) const {
    auto const place = as_place(wishes_.column).value_or(0);
    if (place == 0 || place > sample.columns()) {
      return "there is no column " + wishes_.column + ". The list has: " + numbered(sample.first());
    }
    made.column = place - 1;
    return {};
  }

  [[nodiscard]] static std::string find_column(list_layout& made, delimited_sample const& sample) {
    if (sample.columns() <= 1) return {};
    constexpr std::string_view question = "which column has the numbers? The ";
    if (!made.header) {
      auto const found = sample.number_column(false);
      made.column = found.value_or(0);
      if (found) return {};
      return std::string{question} + "first row has: " + numbered(sample.first()) + "; give the place with --column";
    }
    std::vector<std::size_t> known;
    for (std::size_t i = 0; i < made.names.size(); ++i) {
      if (rank_as_number_column(made.names[i])) known.push_back(i);
    }
    if (known.size() != 1 && made.names.size() != 1) {
      return std::string{question} + "list has: " + numbered(made.names) + "; name it with --column";
    }
    made.column = known.empty() ? 0 : known.front();
    return {};
  }

  [[nodiscard]] recognition no_such_column(std::vector<std::string> const& names) const {
    return refuse("no column is called " + wishes_.column + ". The list has: " + numbered(names) +
                  "; name one of them with --column");
  }

  // NDJSON.

  recognition as_ndjson() {
    list_layout made;
    made.kind = list_kind::ndjson;
    if (wishes_.column.starts_with('/') && !is_json_pointer(wishes_.column)) {
      return refuse(wishes_.column + " is no JSON pointer");
    }
    std::optional<std::vector<std::string>> first_keys;
    for (auto rest = head_.substr(at_); !rest.empty();) {
      auto const line = next_line(rest, whole_);
      if (!line) break;
      rest.remove_prefix(line->size);
      auto const keys = keys_of(line->text);
      if (!keys) continue;
      made.pointer = pointer_in(line->text, *keys);
      if (!made.pointer.empty()) return finish(std::move(made), front_);
      if (!first_keys) first_keys = keys;
    }
    if (!full_) return {};
    if (first_keys) return no_such_field(*first_keys);
    // Nothing can be told of it: a list that is empty, has no objects or begins with a very long one.
    made.pointer = wishes_.column.empty() ? "/number" : wished_pointer();
    return finish(std::move(made), front_);
  }

  /// Where an object has the number; empty if it has none.
  [[nodiscard]] std::string pointer_in(std::string_view line, std::vector<std::string> const& keys) const {
    if (wishes_.column.starts_with('/')) return json_line{wishes_.column}.has_field(line) ? wishes_.column : "";
    if (!wishes_.column.empty()) {
      auto const found =
          std::find_if(keys.begin(), keys.end(), [this](auto const& key) { return is_same_name(key, wishes_.column); });
      return found == keys.end() ? std::string{} : pointer_to(*found);
    }
    std::string const* best = nullptr;
    for (auto const& key : keys) {
      auto const rank = rank_as_number_column(key);
      if (rank && (best == nullptr || *rank < *rank_as_number_column(*best))) best = &key;
    }
    return best == nullptr ? std::string{} : pointer_to(*best);
  }

  [[nodiscard]] std::string wished_pointer() const {
    return wishes_.column.starts_with('/') ? wishes_.column : pointer_to(wishes_.column);
  }

  [[nodiscard]] recognition no_such_field(std::vector<std::string> const& keys) const {
    auto const has = " The first object has: " + listed(keys);
    if (wishes_.column.empty()) {
      return refuse("which field has the numbers?" + has + "; name it with --column (a name or a JSON pointer)");
    }
    return refuse("no object has a field " + wishes_.column + "." + has + "; name another with --column");
  }

  /// With a header everything up to its end is the front.
  [[nodiscard]] recognition finish(list_layout made, std::size_t header_end) const {
    made.front = head_.substr(0, made.header ? header_end : front_);
    made.front_lines = static_cast<std::size_t>(std::count(made.front.begin(), made.front.end(), '\n'));
    if (made.header && !made.front.ends_with('\n')) ++made.front_lines;
    return {std::move(made), {}};
  }

  std::string_view head_;
  bool whole_;  ///< the head is the list
  bool full_;   ///< there will not be more to look at
  layout_wishes const& wishes_;
  std::size_t front_ = 0;  ///< where rows begin if there is no header
  std::size_t at_ = 0;     ///< where the first line that is not blank begins
  std::size_t first_end_ = 0;
  bool first_is_complete_ = false;
  std::string_view first_line_;  ///< without spaces around it
};

}  // namespace

recognition recognise_layout(std::string_view head, bool head_is_whole, layout_wishes const& wishes) {
  return recogniser{head, head_is_whole, wishes}.run();
}

}  // namespace rcs

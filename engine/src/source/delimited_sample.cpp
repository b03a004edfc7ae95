#include "source/delimited_sample.hpp"

#include <algorithm>

#include "rcs/normalizer.hpp"
#include "source/column_names.hpp"
#include "source/fields.hpp"
#include "source/line_splitter.hpp"

namespace rcs {
namespace {

constexpr std::size_t most_records = 1000;

bool is_blank(std::string_view text) noexcept {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::size_t digits_in(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

/// `2026-01-31`, `31.01.2026`, `1/31/26` with a year of four digits: digits of a phone number, too, but for that.
bool is_date(std::string_view text) noexcept {
  auto const first = text.find_first_of("-./");
  if (first == std::string_view::npos) return false;
  auto const second = text.find(text[first], first + 1);
  if (second == std::string_view::npos) return false;
  auto const part = [text](std::size_t begin, std::size_t end) {
    auto const digits = text.substr(begin, end - begin);
    return digits_in(digits) == digits.size() ? digits.size() : 0;
  };
  auto const a = part(0, first);
  auto const b = part(first + 1, second);
  auto const c = part(second + 1, text.size());
  auto const short_part = [](std::size_t size) { return size == 1 || size == 2; };
  return short_part(b) && ((a == 4 && short_part(c)) || (short_part(a) && c == 4));
}

/// Whether a cell is a phone number or has been one, so that other columns are unlikely to hold it: digits without a
/// country code must be many.
bool looks_like_number(std::string_view cell) {
  constexpr std::size_t national_digits = 10;
  constexpr std::size_t digits_behind_zero = 9;
  static normalizer const read;
  if (is_date(cell)) return false;
  auto const found = read(cell);
  if (found.value) return true;
  switch (found.reason) {
    case invalid_reason::extension:
    case invalid_reason::scientific_notation:
      return true;
    case invalid_reason::no_country:
      return digits_in(cell) >= national_digits;
    case invalid_reason::leading_zero:
      return digits_in(cell) >= digits_behind_zero;
    default:
      return false;
  }
}

bool any_looks_like_number(std::vector<std::string> const& cells) {
  return std::any_of(cells.begin(), cells.end(), [](auto const& cell) { return looks_like_number(cell); });
}

}  // namespace

delimited_sample::delimited_sample(std::string_view list, bool at_end, char delimiter, std::string_view wanted)
    : delimiter_{delimiter} {
  std::size_t tables = 0;
  bool at_first = true;
  while (!list.empty() && rows_.size() < most_records) {
    auto const next = next_record(list, delimiter, at_end);
    if (!next) break;
    list.remove_prefix(next->size);
    if (!is_blank(next->text) && next->text.size() <= max_record_bytes) {
      rows_.push_back(plain_fields(next->text, delimiter));
      columns_ = std::max(columns_, rows_.back().size());
      if (rows_.back().size() > 1) ++tables;
      if (at_first) first_ = rows_.back();
    }
    if (at_first) first_size_ = next->size;
    at_first = false;
  }
  if (rows_.empty()) return;
  share_ = static_cast<double>(tables) / static_cast<double>(rows_.size());
  has_header_ = judge_header(wanted);
  knows_a_name_ = has_header_ && std::any_of(first_.begin(), first_.end(), [&](auto const& name) {
                    return wanted.empty() ? rank_as_number_column(name).has_value() : is_same_name(name, wanted);
                  });
  number_columns_ = number_columns(has_header_).size();
}

bool delimited_sample::is_table() const noexcept {
  constexpr double with_a_name = 0.5;
  constexpr double without = 0.9;
  return has_columns() && share_ >= (knows_a_name_ ? with_a_name : without);
}

bool delimited_sample::judge_header(std::string_view wanted) const {
  if (first_.empty() || any_looks_like_number(first_)) return false;
  auto const is_known = [&](auto const& name) {
    return rank_as_number_column(name) || (!wanted.empty() && is_same_name(name, wanted));
  };
  if (std::any_of(first_.begin(), first_.end(), is_known)) return true;
  bool const complete = std::none_of(first_.begin(), first_.end(), [](auto const& name) { return is_blank(name); });
  return complete && !number_columns(true).empty();
}

std::vector<std::size_t> delimited_sample::number_columns(bool behind_first) const {
  std::vector<std::size_t> found;
  for (std::size_t column = 0; column < columns_; ++column) {
    std::size_t cells = 0;
    std::size_t numbers = 0;
    for (std::size_t i = behind_first ? 1 : 0; i < rows_.size(); ++i) {
      if (column >= rows_[i].size() || is_blank(rows_[i][column])) continue;
      ++cells;
      if (looks_like_number(rows_[i][column])) ++numbers;
    }
    if (numbers > 0 && 2 * numbers >= cells) found.push_back(column);
  }
  return found;
}

std::optional<std::size_t> delimited_sample::number_column(bool behind_first) const {
  auto const found = number_columns(behind_first);
  if (found.size() != 1) return std::nullopt;
  return found.front();
}

}  // namespace rcs

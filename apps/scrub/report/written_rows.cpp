#include "scrub/report/written_rows.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <charconv>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "file/list_input.hpp"
#include "scrub/file_error.hpp"
#include "sink/answer_log.hpp"

namespace rcs::scrub {
namespace {

constexpr std::size_t piece = std::size_t{1} << 18U;

[[noreturn]] void refuse(std::string const& file) {
  throw file_error{file + ": a row is not as it was written, so the report cannot count what is there"};
}

std::optional<outcome> outcome_named(std::string_view name) noexcept {
  auto const found = std::ranges::find(outcome_names, name);
  if (found == outcome_names.end()) return std::nullopt;
  return static_cast<outcome>(found - outcome_names.begin());
}

/// The columns that a report has use for. False if they say nothing that a row says.
bool fill(result& row, std::string_view line, std::string_view asked, std::string_view ending) {
  auto const what = outcome_named(ending);
  auto const end = std::from_chars(line.data(), line.data() + line.size(), row.row);
  if (!what || end.ec != std::errc{} || row.row == 0) return false;
  row.what = *what;
  row.asked = number::from_digits(asked.substr(asked.starts_with('+') ? 1 : 0)).value_or(number{});
  if (row.what == outcome::invalid) {
    row.asked = number{};
    row.text = asked;
  }
  return row.what == outcome::invalid || row.asked;
}

/// The fields of a record, as `append_rows` writes them (RFC 4180).
std::vector<std::string> fields_of(std::string_view record) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < record.size(); ++i) {
    if (record[i] == '"') {
      bool const doubled = quoted && record.substr(i + 1).starts_with('"');
      if (doubled) fields.back() += record[i++];
      if (!doubled) quoted = !quoted;
    } else if (record[i] == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += record[i];
    }
  }
  return fields;
}

bool take_csv(std::string_view record, rows_taker const& take) {
  constexpr std::size_t columns = 7;
  auto const fields = fields_of(record);
  if (fields.size() != columns) return false;
  result row;
  if (!fill(row, fields[0], fields[1], fields[2])) return false;
  row.carrier_id = fields[4];
  row.carrier_status = fields[5];
  row.detail = fields[6];
  take({&row, 1});
  return true;
}

std::string_view text_at(boost::json::object const& from, std::string_view key) {
  auto const* const value = from.if_contains(key);
  auto const* const text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view{} : std::string_view{*text};
}

bool take_ndjson(std::string_view line, rows_taker const& take) {
  boost::system::error_code failed;
  auto const value = boost::json::parse(line, failed);
  if (failed || !value.is_object()) return false;
  auto const& object = value.get_object();
  auto const* const at = object.if_contains("row");
  if (at == nullptr || !at->is_int64()) return false;
  result row;
  if (!fill(row, std::to_string(at->get_int64()), text_at(object, "number"), text_at(object, "outcome"))) return false;
  row.carrier_id = text_at(object, "carrier_id");
  row.carrier_status = text_at(object, "carrier_status");
  row.detail = text_at(object, "detail");
  take({&row, 1});
  return true;
}

/// Where the first record ends, from `from` on: behind a line end that is not in quotes. None if it is not all there;
/// then the search goes on from `from`.
class record_end {
 public:
  explicit record_end(bool has_quotes) noexcept : has_quotes_{has_quotes} {}

  [[nodiscard]] std::optional<std::size_t> find(std::string_view text) noexcept {
    while ((at_ = text.find_first_of(has_quotes_ ? "\"\n" : "\n", at_)) != std::string_view::npos) {
      bool const quote = text[at_++] == '"';
      if (quote) within_ = !within_;
      if (!quote && !within_) return std::exchange(at_, 0);
    }
    at_ = text.size();
    return std::nullopt;
  }

 private:
  bool has_quotes_;
  bool within_ = false;
  std::size_t at_ = 0;
};

}  // namespace

void read_written_rows(std::string const& file, row_format format, rows_taker const& take) {
  std::error_code failed;
  auto const input = open_list_input(file, failed);
  bool const csv = format == row_format::csv;
  record_end end{csv};
  bool in_header = csv;
  std::string bytes;
  while (!failed) {
    auto const kept = bytes.size();
    bytes.resize(kept + piece);
    auto const got = input->read({bytes.data() + kept, piece}, failed);
    bytes.resize(kept + got);
    if (got == 0) break;
    std::string_view left{bytes};
    while (auto const size = end.find(left)) {
      auto const record = left.substr(0, *size - 1);
      bool const taken = std::exchange(in_header, false) || (csv ? take_csv(record, take) : take_ndjson(record, take));
      if (!taken) refuse(file);
      left.remove_prefix(*size);
    }
    bytes.erase(0, bytes.size() - left.size());
  }
  if (failed) throw file_error{file, failed};
  if (!bytes.empty()) refuse(file);
}

void read_answer_log(std::string const& file, rows_taker const& take) {
  std::ifstream log{file, std::ios::binary};
  log.seekg(static_cast<std::streamoff>(answer_log_header.size()));
  std::string bytes;
  while (log) {
    auto const kept = bytes.size();
    bytes.resize(kept + piece);
    log.read(bytes.data() + kept, piece);
    bytes.resize(kept + static_cast<std::size_t>(log.gcount()));
    std::string_view left{bytes};
    while (auto const one = take_answer(left)) {
      auto const ending = read_ending(one->ending);
      result row;
      row.row = one->row;
      row.asked = one->asked;
      row.what = ending.what;
      row.carrier_id = ending.carrier_id;
      row.carrier_status = ending.carrier_status;
      row.detail = ending.detail;
      take({&row, 1});
    }
    bytes.erase(0, bytes.size() - left.size());
  }
  if (log.bad()) throw file_error{file, std::make_error_code(std::errc::io_error)};
}

}  // namespace rcs::scrub

#include "source/list_format.hpp"

namespace rcs {
namespace {

constexpr std::string_view ndjson_start = R"({"row":)";

/// Removes the CSV field in front of `record`, with the comma behind it, and returns it without its quotes; quotes
/// inside stay doubled.
std::string_view take_csv_field(std::string_view& record) noexcept {
  std::size_t end = 0;
  bool quoted = false;
  for (; end < record.size() && (quoted || record[end] != ','); ++end) quoted ^= record[end] == '"';
  std::string_view field = record.substr(0, end);
  record.remove_prefix(end < record.size() ? end + 1 : end);
  if (field.size() >= 2 && field.starts_with('"') && field.ends_with('"')) field = field.substr(1, field.size() - 2);
  return field;
}

std::string_view csv_number(std::string_view record) noexcept {
  std::string_view rest = record;
  take_csv_field(rest);
  return rest.empty() ? record : take_csv_field(rest);
}

std::string_view without_spaces(std::string_view text) noexcept {
  auto const begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

/// The string that belongs to the key `number`. Inside another string the key's quotes would be escaped, so it cannot
/// be met there.
std::string_view ndjson_number(std::string_view record) noexcept {
  constexpr std::string_view key = R"("number")";
  for (auto at = record.find(key); at != std::string_view::npos; at = record.find(key, at + 1)) {
    auto rest = without_spaces(record.substr(at + key.size()));
    if (!rest.starts_with(':')) continue;  // a value, not a key
    rest = without_spaces(rest.substr(1));
    auto const end = rest.find('"', 1);
    return rest.starts_with('"') && end != std::string_view::npos ? rest.substr(1, end - 1) : record;
  }
  return record;
}

}  // namespace

list_format recognise(std::string_view first_line) noexcept {
  if (first_line == failed_list_header) return list_format::failed_csv;
  if (first_line.starts_with(ndjson_start)) return list_format::failed_ndjson;
  return list_format::lines;
}

std::optional<record> next_record(list_format format, std::string_view input, bool at_end) noexcept {
  return format == list_format::failed_csv ? next_csv_record(input, at_end) : next_line(input, at_end);
}

std::string_view number_cell(list_format format, std::string_view record) noexcept {
  switch (format) {
    case list_format::lines:
      return record;
    case list_format::failed_csv:
      return csv_number(record);
    case list_format::failed_ndjson:
      return ndjson_number(record);
  }
  return record;
}

}  // namespace rcs

#include "source/list_format.hpp"

#include <cstring>

namespace rcs {
namespace {

/// The longest cell that is looked at; what is behind it on its line cannot make it a number.
constexpr std::size_t longest_cell = 64 * 1024;

char const* find(std::string_view text, char wanted) noexcept {
  return static_cast<char const*>(std::memchr(text.data(), wanted, text.size()));
}

/// The text up to its first newline, which may be missing, without CR; `rest` is what is behind.
std::string_view next_line(std::string_view text, std::string_view& rest) noexcept {
  auto const* const newline = text.empty() ? nullptr : find(text, '\n');
  auto const length = newline == nullptr ? text.size() : static_cast<std::size_t>(newline - text.data());
  rest = text.substr(newline == nullptr ? length : length + 1);
  auto line = text.substr(0, length);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// The length of the first CSV record with its line end, or all of `text`. Quotes may hold line ends.
std::size_t record_length(std::string_view text, std::uint64_t& lines) noexcept {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] != '\n') continue;
    ++lines;
    if (!quoted) return i + 1;
  }
  return text.size();
}

/// The second field of a CSV record; quotes doubled inside it stay so, since no number has them.
std::string_view second_field(std::string_view record) noexcept {
  auto const comma = record.find(',');
  if (comma == std::string_view::npos) return {};
  auto field = record.substr(comma + 1);
  if (!field.starts_with('"')) return field.substr(0, field.find_first_of(",\r\n"));
  field.remove_prefix(1);
  std::size_t end = field.find('"');
  while (end != std::string_view::npos && field.substr(end + 1).starts_with('"')) end = field.find('"', end + 2);
  return field.substr(0, end);
}

/// The value of `"number"` in a line of a failed list, as this program writes it.
std::string_view number_member(std::string_view line) noexcept {
  constexpr std::string_view key = "\"number\":\"";
  auto const at = line.find(key);
  if (at == std::string_view::npos) return {};
  auto const value = line.substr(at + key.size());
  return value.substr(0, value.find('"'));
}

void cut_lines(std::string_view text, std::uint64_t& line, row_block& into) {
  if (into.cells.empty()) into.first_row = line;
  while (!text.empty()) {
    into.cells.push_back(next_line(text, text).substr(0, longest_cell));
    ++line;
  }
}

void cut_failed_csv(std::string_view text, std::uint64_t& line, row_block& into) {
  while (!text.empty()) {
    auto const begins_at = line;
    auto const length = record_length(text, line);
    auto const record = text.substr(0, length);
    text.remove_prefix(length);
    if (begins_at == 1) continue;  // the header
    into.cells.push_back(second_field(record).substr(0, longest_cell));
    into.lines.push_back(begins_at);
  }
}

void cut_failed_ndjson(std::string_view text, std::uint64_t& line, row_block& into) {
  if (into.cells.empty()) into.first_row = line;
  while (!text.empty()) {
    into.cells.push_back(number_member(next_line(text, text)).substr(0, longest_cell));
    ++line;
  }
}

}  // namespace

list_format recognise(std::string_view text) noexcept {
  std::string_view rest;
  auto const first = next_line(text, rest);
  if (first == failed_list_header) return list_format::failed_csv;
  if (first.starts_with("{\"row\":")) return list_format::failed_ndjson;
  return list_format::lines;
}

std::size_t whole_records(std::string_view text, list_format format) noexcept {
  if (format != list_format::failed_csv) {
    auto const last = text.rfind('\n');
    return last == std::string_view::npos ? 0 : last + 1;
  }
  std::size_t whole = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == '\n' && !quoted) whole = i + 1;
  }
  return whole;
}

void cut_records(std::string_view text, list_format format, std::uint64_t& line, row_block& into) {
  switch (format) {
    case list_format::lines:
      return cut_lines(text, line, into);
    case list_format::failed_csv:
      return cut_failed_csv(text, line, into);
    case list_format::failed_ndjson:
      return cut_failed_ndjson(text, line, into);
  }
}

}  // namespace rcs

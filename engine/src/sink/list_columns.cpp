#include "sink/list_columns.hpp"

#include <array>
#include <cstring>

#include "sink/json_text.hpp"
#include "sink/row_format.hpp"
#include "sink/row_writer.hpp"

namespace rcs {
namespace {

constexpr std::array<std::string_view, 6> added_columns{"rcs_number",     "rcs_outcome",        "rcs_enabled",
                                                        "rcs_carrier_id", "rcs_carrier_status", "rcs_detail"};

/// What a row may need beside its texts: figures, names, punctuation, and what those who write it touch behind it.
constexpr std::size_t frame = 160 + decimal_room;

constexpr std::string_view enabled_text(outcome what) noexcept {
  if (what == outcome::enabled) return "true";
  return what == outcome::not_enabled ? "false" : "";
}

std::size_t size_of_line_end(std::string_view raw) noexcept {
  if (raw.ends_with("\r\n")) return 2;
  return raw.ends_with('\n') ? 1 : 0;
}

/// Whether a spreadsheet would evaluate it (OWASP, "CSV Injection").
bool is_formula(std::string_view text) noexcept {
  return !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
}

void put_member(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  out.append(",\"").append(name).append("\":");
  append_json_string(out, text);
}

}  // namespace

std::string list_columns::header(std::string_view front) const {
  if (style_.written == list_style::rows::answers) {
    std::string made{header_of(style_.ndjson ? row_format::ndjson : row_format::csv, false)};
    if (style_.first_row && !made.empty()) made.insert(made.size() - 1, ",duplicate_of");
    return made;
  }
  if (style_.ndjson || !style_.header) return std::string{front};
  auto const line_end = size_of_line_end(front);
  std::string made{front.substr(0, front.size() - line_end)};
  for (auto const name : added_columns) (made += style_.delimiter) += name;
  if (style_.first_row) (made += style_.delimiter) += "rcs_duplicate_of";
  return made += front.substr(front.size() - line_end);
}

void list_columns::put_field(std::string& out, std::string_view text) const {
  out += style_.delimiter;
  std::string const guarded = style_.excel_safe && is_formula(text) ? "'" + std::string{text} : std::string{text};
  bool const plain =
      guarded.find_first_of("\"\r\n") == std::string::npos && guarded.find(style_.delimiter) == std::string::npos;
  if (plain) {
    out += guarded;
    return;
  }
  out += '"';
  for (char const c : guarded) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::string list_columns::ending_text(row_ending const& ending) const {
  std::string made;
  if (style_.ndjson) {
    bool const named = style_.written == list_style::rows::as_given;
    made.append(named ? R"(,"rcs_outcome":")" : R"(,"outcome":")").append(to_string(ending.what)).append("\"");
    if (auto const known = enabled_text(ending.what); !known.empty()) made.append(R"(,"rcs_enabled":)").append(known);
    put_member(made, named ? "rcs_carrier_id" : "carrier_id", ending.carrier_id);
    put_member(made, named ? "rcs_carrier_status" : "carrier_status", ending.carrier_status);
    put_member(made, named ? "rcs_detail" : "detail", ending.detail);
    return made;
  }
  for (auto const text :
       {to_string(ending.what), enabled_text(ending.what), ending.carrier_id, ending.carrier_status, ending.detail}) {
    put_field(made, text);
  }
  return made;
}

void list_columns::append(text_buffer& out, list_row const& row, number asked, std::string_view ending,
                          std::uint64_t first_row) const {
  if (style_.written == list_style::rows::answers) return append_answer(out, row, asked, ending, first_row);
  style_.ndjson ? append_to_object(out, row, asked, ending, first_row)
                : append_to_fields(out, row, asked, ending, first_row);
}

void list_columns::append_to_fields(text_buffer& out, list_row const& row, number asked, std::string_view ending,
                                    std::uint64_t first_row) const {
  auto const line_end = size_of_line_end(row.raw);
  row_writer line{out.room(row.raw.size() + ending.size() + frame)};
  line.put(row.raw.substr(0, row.raw.size() - line_end)).put(style_.delimiter);
  if (asked && style_.excel_safe) line.put('\'');
  if (asked) line.put(asked);
  line.put(ending);
  if (style_.first_row) line.put(style_.delimiter);
  if (style_.first_row && first_row != 0) line.put(first_row);
  line.put(row.raw.substr(row.raw.size() - line_end));
  out.extend_to(line.end());
}

/// In front of the brace that ends the object; a line that holds no object stays as it is.
void list_columns::append_to_object(text_buffer& out, list_row const& row, number asked, std::string_view ending,
                                    std::uint64_t first_row) const {
  auto const begin = row.raw.find_first_not_of(" \t");
  auto const end = row.raw.find_last_not_of(" \t\r\n");
  row_writer line{out.room(row.raw.size() + ending.size() + frame)};
  bool const is_object = begin < end && row.raw[begin] == '{' && row.raw[end] == '}';
  if (!is_object || end == std::string_view::npos) {
    out.extend_to(line.put(row.raw).end());
    return;
  }
  line.put(row.raw.substr(0, end));
  auto const last = row.raw.find_last_not_of(" \t", end - 1);
  bool const is_empty = row.raw[last] == '{' && last == begin;
  if (asked) {
    line.put(is_empty ? R"("rcs_number":")" : R"(,"rcs_number":")").put(asked).put('"').put(ending);
  } else {
    line.put(is_empty ? ending.substr(1) : ending);
  }
  if (style_.first_row && first_row != 0) line.put(R"(,"rcs_duplicate_of":)").put(first_row);
  line.put(row.raw.substr(end));
  out.extend_to(line.end());
}

void list_columns::append_answer(text_buffer& out, list_row const& row, number asked, std::string_view ending,
                                 std::uint64_t first_row) const {
  row_writer line{out.room(max_json_size(row.cell) + ending.size() + frame)};
  if (style_.ndjson) {
    line.put(R"({"row":)").put(row.row).put(R"(,"number":)");
    asked ? line.put('"').put(asked).put('"') : line.put_json_text(row.cell);
    line.put(ending);
    if (style_.first_row && first_row != 0) line.put(R"(,"duplicate_of":)").put(first_row);
    out.extend_to(line.put("}\n").end());
    return;
  }
  line.put(row.row).put(',');
  bool const guarded = style_.excel_safe && (asked || is_formula(row.cell));
  if (asked) {
    if (guarded) line.put('\'');
    line.put(asked);
  } else if (guarded) {
    line.put_csv_field("'" + std::string{row.cell});
  } else {
    line.put_csv_field(row.cell);
  }
  line.put(ending);
  if (style_.first_row) line.put(',');
  if (style_.first_row && first_row != 0) line.put(first_row);
  out.extend_to(line.put('\n').end());
}

}  // namespace rcs

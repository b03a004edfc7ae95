#include "sink/row_format.hpp"

#include <cstddef>

#include "sink/json_text.hpp"
#include "sink/known_ends.hpp"
#include "sink/row_writer.hpp"

namespace rcs {
namespace {

constexpr std::string_view rcs_enabled_of(outcome o) noexcept {
  if (o == outcome::enabled) return "true";
  return o == outcome::not_enabled ? "false" : "";
}

/// What is put into a row beside its texts, at its longest: three figures, a plus, names, commas, colons and quotes;
/// and what those who write it may touch behind it.
constexpr std::size_t longest_frame = 3 * 20 + 160 + decimal_room + known_ends::longest;

std::size_t room_for(row_format format, std::string_view text) noexcept {
  return format == row_format::csv ? 2 + 2 * text.size() : max_json_size(text);
}

std::size_t room_for(row_format format, result const& row) noexcept {
  return longest_frame + room_for(format, row.text) + room_for(format, row.carrier_id) +
         room_for(format, row.carrier_status) + room_for(format, row.detail);
}

/// The row and its number, the comma behind it included.
void put_front(row_writer& line, result const& row, row_format format) noexcept {
  if (format == row_format::csv) {
    line.put(row.row).put(',');
    if (row.asked) {
      line.put(row.asked).put(',');
    } else {
      line.put_csv_field(row.text).put(',');
    }
  } else {
    line.put(R"({"row":)").put(row.row).put(R"(,"number":)");
    if (row.asked) {
      line.put('"').put(row.asked).put(R"(",)");
    } else {
      line.put_json_text(row.text).put(',');
    }
  }
}

/// From the outcome on.
void put_csv_end(row_writer& line, result const& row, bool with_attempts) noexcept {
  line.put(to_string(row.what)).put(',').put(rcs_enabled_of(row.what)).put(',');
  line.put_csv_field(row.carrier_id).put(',');
  line.put_csv_field(row.carrier_status).put(',');
  line.put_csv_field(row.detail);
  if (with_attempts) line.put(',').put(std::uint64_t{row.attempts});
  line.put('\n');
}

void put_ndjson_end(row_writer& line, result const& row, bool with_attempts) noexcept {
  line.put(R"("outcome":")").put(to_string(row.what)).put('"');
  if (auto const known = rcs_enabled_of(row.what); !known.empty()) line.put(R"(,"rcs_enabled":)").put(known);
  line.put_json_member(R"(,"carrier_id":)", row.carrier_id);
  line.put_json_member(R"(,"carrier_status":)", row.carrier_status);
  line.put_json_member(R"(,"detail":)", row.detail);
  if (with_attempts) line.put(R"(,"attempts":)").put(std::uint64_t{row.attempts});
  line.put("}\n");
}

void put_end(row_writer& line, result const& row, row_format format, bool with_attempts) noexcept {
  format == row_format::csv ? put_csv_end(line, row, with_attempts) : put_ndjson_end(line, row, with_attempts);
}

/// A row whose end has names and nothing else in it: likely one of many.
char* write_usual(char* at, result const& row, row_format format, known_ends& ends) noexcept {
  row_writer line{at};
  put_front(line, row, format);
  char* const behind_front = line.end();
  if (char* const done = ends.copy(row, behind_front)) return done;
  put_end(line, row, format, false);
  ends.keep(row, {behind_front, line.end()});
  return line.end();
}

char* write_any(char* at, result const& row, row_format format, bool with_attempts) noexcept {
  row_writer line{at};
  put_front(line, row, format);
  put_end(line, row, format, with_attempts);
  return line.end();
}

}  // namespace

std::string_view header_of(row_format format, bool with_attempts) noexcept {
  if (format == row_format::ndjson) return {};
  return with_attempts ? "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail,attempts\n"
                       : "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail\n";
}

void append_rows(text_buffer& out, std::span<result const> rows, row_format format, bool with_attempts) {
  if (with_attempts) {
    for (auto const& row : rows) {
      char* const at = out.room(room_for(format, row));
      out.extend_to(write_any(at, row, format, true));
    }
    return;
  }
  known_ends ends;
  for (auto const& row : rows) {
    char* const at = out.room(room_for(format, row));
    bool const usual = row.asked && row.detail.empty();
    out.extend_to(usual ? write_usual(at, row, format, ends) : write_any(at, row, format, false));
  }
}

}  // namespace rcs

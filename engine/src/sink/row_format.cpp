#include "sink/row_format.hpp"

#include <cstddef>

#include "number/consecutive_decimals.hpp"
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
void put_front(row_writer& line, consecutive_decimals& rows, result const& row, row_format format) noexcept {
  if (format == row_format::csv) {
    line.put(rows, row.row).put(',');
    if (row.asked) {
      line.put(row.asked).put(',');
    } else {
      line.put_csv_field(row.text).put(',');
    }
  } else {
    line.put(R"({"row":)").put(rows, row.row).put(R"(,"number":)");
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

}  // namespace

std::string_view header_of(row_format format, bool with_attempts) noexcept {
  if (format == row_format::ndjson) return {};
  return with_attempts ? "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail,attempts\n"
                       : "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail\n";
}

void append_rows(text_buffer& out, std::span<result const> rows, row_format format, bool with_attempts) {
  consecutive_decimals numbers_of_rows;
  known_ends ends;
  for (auto const& row : rows) {
    // A row whose end has names and nothing else in it is likely one of many.
    bool const usual = row.asked && row.detail.empty() && !with_attempts;
    auto const* const known = usual ? ends.find(row) : nullptr;
    row_writer line{out.room(known != nullptr ? longest_frame : room_for(format, row))};
    put_front(line, numbers_of_rows, row, format);
    if (known != nullptr) {
      out.extend_to(known->copy(line.end()));
      continue;
    }
    char* const behind_front = line.end();
    put_end(line, row, format, with_attempts);
    if (usual) ends.keep(row, {behind_front, line.end()});
    out.extend_to(line.end());
  }
}

}  // namespace rcs

#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace rcs {

/// One row as it stands in the input.
struct record {
  std::string_view text;  ///< without its line end
  std::size_t size = 0;   ///< with it: how far the next record is away
  std::size_t lines = 1;  ///< how many lines of the input it takes up
};

/// The record in front of `input` whose line end, LF or CRLF, begins at `end`, or that ends with the input if that is
/// npos. A CR alone does not end a line: a file that has nothing else is one row.
[[nodiscard]] constexpr record record_until(std::string_view input, std::size_t end, std::size_t lines) noexcept {
  std::string_view text = input.substr(0, end);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return {text, end == std::string_view::npos ? input.size() : end + 1, lines};
}

/// The first line of `input`, which is not empty; none if it is not all there. `at_end`: nothing comes behind `input`,
/// so that the last line needs no line end.
[[nodiscard]] inline std::optional<record> next_line(std::string_view input, bool at_end) noexcept {
  auto const end = input.find('\n');
  if (end == std::string_view::npos && !at_end) return std::nullopt;
  return record_until(input, end, 1);
}

/// Records longer than this are not waited for.
inline constexpr std::size_t max_record_bytes = std::size_t{64} << 10U;

/// Like `next_line` for a CSV record, which goes on behind a line end inside quotes (RFC 4180). A quote that is not
/// closed in time does not swallow the rows behind it: its line is then a record by itself. In time is a record of at
/// most `max_record_bytes`, however much of the input is there already.
[[nodiscard]] inline std::optional<record> next_csv_record(std::string_view input, bool at_end) noexcept {
  bool quoted = false;
  std::size_t lines = 1;
  std::size_t begin = 0;
  for (bool last = false; !last && begin <= max_record_bytes; ++lines) {
    auto const end = input.find('\n', begin);
    last = end == std::string_view::npos;
    if (last && !at_end) break;
    auto const line = input.substr(begin, end - begin);
    // A quote inside a quoted field is doubled, so that counting them is enough.
    quoted ^= std::count(line.begin(), line.end(), '"') % 2 != 0;
    bool const in_time = lines == 1 || std::min(end, input.size()) <= max_record_bytes;
    if (!quoted && in_time) return record_until(input, end, lines);
    begin = end + 1;
  }
  if (!at_end && input.size() <= max_record_bytes) return std::nullopt;
  return next_line(input, at_end);
}

}  // namespace rcs

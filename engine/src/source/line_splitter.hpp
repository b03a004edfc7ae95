#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "source/quotes.hpp"

namespace rcs {

/// One row as it stands in the input.
struct record {
  std::string_view text;  ///< without its line end
  std::size_t size = 0;   ///< with it: how far the next record is away
  std::size_t lines = 1;  ///< how many lines of the input it takes up
};

/// Where the text of a record ends whose line end, LF or CRLF, has its LF at `end`, or that ends with the input.
[[nodiscard]] constexpr std::size_t end_of_text(std::string_view input, std::size_t end) noexcept {
  return end > 0 && input[end - 1] == '\r' ? end - 1 : end;
}

/// The record in front of `input` whose LF is at `end`, or that ends with the input if that is npos. A CR alone does
/// not end a line: a file that has nothing else is one row.
[[nodiscard]] constexpr record record_until(std::string_view input, std::size_t end, std::size_t lines) noexcept {
  bool const whole = end == std::string_view::npos;
  return {input.substr(0, end_of_text(input, whole ? input.size() : end)), whole ? input.size() : end + 1, lines};
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

/// Like `next_line` for a record of fields, which goes on behind a line end inside quotes (RFC 4180). A quote that is
/// not closed does not swallow the rows behind it: its line is then a record by itself. It is closed by a quote with a
/// delimiter or a line end behind it, in a record of at most `max_record_bytes`, however much of the input is there
/// already.
[[nodiscard]] inline std::optional<record> next_record(std::string_view input, char delimiter, bool at_end) noexcept {
  quotes quoting;
  std::size_t lines = 1;
  for (std::size_t at = 0; at < input.size() && at <= max_record_bytes; ++at) {
    char const c = input[at];
    if (c == '"') {
      quoting.meet(at);
    } else if (quoting.inside()) {
      if (c == '\n') ++lines;
    } else if (c == '\n' || c == delimiter) {
      bool const closed = quoting.closed_at(c == '\n' ? end_of_text(input, at) : at);
      if (lines > 1 && !closed) return next_line(input, at_end);
      if (c == '\n') return record_until(input, at, lines);
      quoting.begin_field(at + 1);
    }
  }
  if (input.size() > max_record_bytes) return next_line(input, at_end);
  if (!at_end) return std::nullopt;
  bool const closed = !quoting.inside() && quoting.closed_at(end_of_text(input, input.size()));
  return lines > 1 && closed ? record_until(input, std::string_view::npos, lines) : next_line(input, at_end);
}

}  // namespace rcs

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <system_error>

#include "file/byte_input.hpp"
#include "rcs/source.hpp"
#include "source/recognise_layout.hpp"

namespace rcs {

struct text_source_options {
  layout_wishes layout{};
  /// Fills `row_block::raw` and `row_block::front`. Lines over 64 KiB are then read whole, and those over 16 MiB are an
  /// error, `source_error::line_too_long`.
  bool keep_raw = false;
};

/// A text list: lines, a delimited list or NDJSON (see `recognise_layout`).
///
/// Rows are the records of the list, and their numbers its lines, from 1; that of a record with line ends in quotes is
/// its first. A line ends with LF or CRLF, and a CR alone ends none; the last one needs no line end; a blank line is a
/// row with an empty cell, and so is a row without the field that has the numbers. A leading byte order mark is no part
/// of the list, nor is a header a row. A line over 64 KiB is still one row, and its cell the first 64 KiB of it with an
/// ellipsis at the end. A quote that is not closed within 64 KiB ends with its line. A block holds the whole rows of
/// about 64 KiB, or fewer when a pipe or terminal has no more yet; the first one may have more.
///
/// A failed list of this program (see sink/) is a list like any other, in both formats.
class text_source : public source {
 public:
  /// The layout of the list, or why it has none. Reads the head of the list if that has not been done, and waits for
  /// it; neither layout nor refusal after `interrupt`, or with `ec` set. `read` does the same, but of a refusal it can
  /// only say `source_error::layout_unknown`. One thread at a time, together with `read`.
  virtual recognition const& recognise(std::error_code& ec) = 0;

  /// How many lines of the list have been given out as rows or left out as its front.
  [[nodiscard]] virtual std::uint64_t lines_read() const noexcept = 0;
};

/// Where a list comes from: a file by name or a descriptor that stays the caller's (standard input), compressed or in
/// UTF-16 if it likes (see file/list_input), or any bytes, UTF-8. `row_block::raw` is UTF-8, too.
///
/// `open_text_source` returns null with `ec` set if the file cannot be opened. It waits for the other end of a FIFO.
[[nodiscard]] std::unique_ptr<text_source> open_text_source(std::string const& path, std::error_code& ec,
                                                            text_source_options options = {});
[[nodiscard]] std::unique_ptr<text_source> make_text_source(int descriptor, text_source_options options = {});
[[nodiscard]] std::unique_ptr<text_source> make_text_source(std::unique_ptr<byte_input> input,
                                                            text_source_options options = {});

}  // namespace rcs

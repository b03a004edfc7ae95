#pragma once

#include <memory>
#include <string>
#include <system_error>

#include "rcs/source.hpp"

namespace rcs {

/// Where a text list comes from: a file by name, or a descriptor that stays the caller's (standard input).
///
/// One number per line; a line ends with LF or CRLF, and a CR alone ends none. A leading UTF-8 byte order mark is
/// skipped; the last line needs no line end; a blank line is a row with an empty cell. A line over 64 KiB is still one
/// row, and its cell the first 64 KiB of it with an ellipsis at the end. A block holds the whole lines of about 64 KiB,
/// or fewer when a pipe or terminal has no more yet.
///
/// Failed lists (see sink/) are recognised by their first line, CSV by its header and NDJSON by `{"row":`, and read
/// back by their `number`, so that a failed list is an input. Their rows are lines of the failed list.
///
/// `open_text_source` returns null with `ec` set if the file cannot be opened. It waits for the other end of a FIFO.
[[nodiscard]] std::unique_ptr<source> open_text_source(std::string const& path, std::error_code& ec);
[[nodiscard]] std::unique_ptr<source> make_text_source(int descriptor);

}  // namespace rcs

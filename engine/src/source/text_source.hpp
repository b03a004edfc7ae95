#pragma once

#include <memory>
#include <string>

#include "rcs/source.hpp"

namespace rcs {

/// Where a text list comes from: a file by name, or a descriptor that stays the caller's (standard input).
/// One number per line; LF, CRLF or CR LF mixed; a leading UTF-8 byte order mark is skipped; the last line needs no
/// newline; a blank line is a row with an empty cell. Lines are cut at 64 KiB for the cell's text (a row is still one
/// row). Blocks hold about 64 KiB of input, whole lines only.
/// Failed lists (CSV with this program's own header, see sink/) are recognised by that header and read back by their
/// `number` column, so that a failed list is an input.
[[nodiscard]] std::unique_ptr<source> open_text_source(std::string const& path, std::error_code& ec);
[[nodiscard]] std::unique_ptr<source> make_text_source(int descriptor);

}  // namespace rcs

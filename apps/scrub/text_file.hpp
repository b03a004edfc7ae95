#pragma once

#include <string>

namespace rcs::scrub {

/// Makes sure that a file can be written, before a run that may take hours and not after it; makes it, for its owner
/// alone, if it is not there. Throws `file_error`.
void check_writable(std::string const& file);

/// Writes a whole file, which is on disk when it returns. Throws `file_error`.
void write_text(std::string const& file, std::string const& text);

}  // namespace rcs::scrub

#pragma once

#include <span>
#include <string>

namespace rcs::scrub {

/// The command line that goes on with a run, for a shell: the one it was begun with, and --resume. Passwords in a
/// proxy's URL are left out: what is printed is kept in logs.
[[nodiscard]] std::string resume_command(std::span<char const* const> arguments);

}  // namespace rcs::scrub

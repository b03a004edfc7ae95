#pragma once

#include <span>

namespace rcs::scrub {

/// Whether the command line asks for the page of a report, `rcs-scrub report`, and not for a run.
[[nodiscard]] bool is_report_command(std::span<char const* const> arguments);

/// Does it, and returns the exit code. Throws `std::invalid_argument` with a message for people, and `file_error`.
[[nodiscard]] int report_command(std::span<char const* const> arguments);

}  // namespace rcs::scrub

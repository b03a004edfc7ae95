#pragma once

#include <optional>
#include <span>
#include <string>

#include "bench/settings.hpp"

namespace rcs::bench {

/// What the command line asks for: a run, or a text to print.
struct command {
  std::optional<settings> run;
  std::string text;  ///< help or version, for standard output, if there is no run
};

/// Reads command line, environment and configuration file, and checks every value. Throws `std::invalid_argument` with
/// a message for people if anything is wrong.
[[nodiscard]] command read_command_line(std::span<char const* const> arguments);

}  // namespace rcs::bench

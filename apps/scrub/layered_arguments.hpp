#pragma once

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace rcs::scrub {

/// One argument list out of three layers: the configuration file named by `--config` or RCS_CONFIG, then the
/// environment (RCS_ and the option's name, upper case, `-` as `_`), then the command line as it stands. Options take
/// the last value they are given, so flags beat the environment and the environment beats the file.
///
/// Throws `std::invalid_argument`, naming file and key, for a file that cannot be read and for a key that is no option.
[[nodiscard]] std::vector<std::string> layered_arguments(CLI::App& app, int argc, char const* const* argv);

}  // namespace rcs::scrub

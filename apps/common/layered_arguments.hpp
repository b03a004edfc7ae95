#pragma once

#include <CLI/App.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rcs {

/// Two options, with their hyphens.
using option_pair = std::pair<std::string_view, std::string_view>;

/// One argument list out of three layers: the configuration file named by `--config` or RCS_CONFIG, then the
/// environment (RCS_ and the option's name, upper case, `-` as `_`), then the command line as it stands. Options take
/// the last value they are given, so flags beat the environment and the environment beats the file. Of `rivals`, and of
/// --pod and --endpoint, one takes the place of the other: set in a layer, both are gone from those below.
///
/// Throws `std::invalid_argument`, naming file and key, for a file that cannot be read and for a key that is no option.
[[nodiscard]] std::vector<std::string> layered_arguments(CLI::App& app, int argc, char const* const* argv,
                                                         std::span<option_pair const> rivals = {});

}  // namespace rcs

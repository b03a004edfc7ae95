#pragma once

#include <CLI/App.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace rcs {

/// The manual page of a program, in roff (man(7)), from what its command line declares.
[[nodiscard]] std::string man_page(CLI::App const& app, std::string_view version);

/// Shells that completions can be had for.
[[nodiscard]] std::vector<std::string> completion_shells();

/// What makes a shell complete the options of a program, and their values where there is a choice. Throws
/// `std::invalid_argument` for a shell that is not among `completion_shells`.
[[nodiscard]] std::string completion(CLI::App const& app, std::string_view shell);

}  // namespace rcs

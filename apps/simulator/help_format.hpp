#pragma once

#include <CLI/CLI.hpp>
#include <memory>

namespace rcs::sim {

/// How options are shown: name and kind of value on the left, what it does and its default on the right, wrapped.
[[nodiscard]] std::shared_ptr<CLI::FormatterBase> make_help_format();

}  // namespace rcs::sim

#pragma once

#include <optional>
#include <string_view>

#include "simulator/profile.hpp"

namespace rcs::sim {

/// Reads a span of time as the command line has it: a decimal number and `ns`, `us`, `ms`, `s`, `m`, `h` or `d`, or a
/// bare 0. Empty if it is anything else, negative, or over 292 years.
[[nodiscard]] std::optional<duration> parse_duration(std::string_view text) noexcept;

}  // namespace rcs::sim

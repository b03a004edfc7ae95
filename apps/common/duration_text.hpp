#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rcs {

/// Reads a span of time as command lines have it: a decimal number and `ns`, `us`, `ms`, `s`, `m`, `h` or `d`, a sum of
/// such (`1m30s`), or a bare 0. Empty if it is anything else, negative, or over 292 years.
[[nodiscard]] std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text) noexcept;

/// The same for people: throws `std::invalid_argument` with a message for them, also for more than a year.
[[nodiscard]] std::chrono::nanoseconds read_duration(std::string_view text);

/// The shortest of those spellings: `1m30s`, `250ms`.
[[nodiscard]] std::string to_text(std::chrono::nanoseconds value);

}  // namespace rcs

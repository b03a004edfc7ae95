#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "model/time.hpp"

namespace rcs {

/// The longest a server can make us wait.
inline constexpr duration longest_retry_after = std::chrono::hours{24};

/// Reads a `Retry-After` field (RFC 9110, 10.2.3): seconds, or an HTTP-date in any of the three forms (5.6.7), measured
/// against the answer's own `Date` field, or against `wall_now` if that is absent or unreadable. Never negative; at
/// most `longest_retry_after`; empty if unreadable.
[[nodiscard]] std::optional<duration> parse_retry_after(std::string_view field, std::string_view date_field,
                                                        std::chrono::system_clock::time_point wall_now) noexcept;

}  // namespace rcs

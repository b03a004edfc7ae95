#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace rcs::scrub {

/// Reads `30s`, `250ms`, `10m`, `1.5h`, `2d` or a sum such as `1m30s`; `0` needs no unit. Throws
/// `std::invalid_argument` with a message for people for anything else, a negative or an absurdly large value.
[[nodiscard]] std::chrono::nanoseconds parse_duration(std::string_view text);

/// The shortest of those spellings: `1m30s`, `250ms`.
[[nodiscard]] std::string to_text(std::chrono::nanoseconds value);

}  // namespace rcs::scrub

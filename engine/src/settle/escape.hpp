#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rcs {

/// Whether phone numbers in texts from outside are shown.
enum class numbers_shown : std::uint8_t { masked, whole };

/// Text from outside as it may stand in a message or log: one line of printable ASCII, at most `max_bytes` long. White
/// space shrinks to single blanks, every other byte that is not printable ASCII becomes `\xNN` (so nothing can steer a
/// terminal), a cut shows as `...`. Unless numbers are to be shown whole, of what is likely a phone number, only the
/// last two digits are shown: seven or more digits in a row, or in groups behind a plus (`+44 20 7946 0958`), or in
/// North America's (`(212) 555-0100`).
[[nodiscard]] std::string escaped(std::string_view text, std::size_t max_bytes = 240,
                                  numbers_shown numbers = numbers_shown::masked);

}  // namespace rcs

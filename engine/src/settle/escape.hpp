#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rcs {

/// Text from outside as it may stand in a message or log: one line of printable ASCII, at most `max_bytes` long. White
/// space shrinks to single blanks, every other byte that is not printable ASCII becomes `\xNN` (so nothing can steer a
/// terminal), a cut shows as `...`. Of seven or more digits in a row only the last two are shown: they are likely a
/// phone number.
[[nodiscard]] std::string escaped(std::string_view text, std::size_t max_bytes = 240);

}  // namespace rcs

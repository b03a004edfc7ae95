#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "file/text_encoding.hpp"

namespace rcs {

/// Room that one character needs in UTF-8.
inline constexpr std::size_t longest_utf8 = 4;

/// Takes whole characters of UTF-16 from the front of `in` and puts them into `out` as UTF-8, as many as there surely
/// is room for; the number of bytes put there. Half of a surrogate pair becomes three bytes as if it were a character
/// (WTF-8), so that nothing is lost. What is left of `in` when there is room is the beginning of a character: a lone
/// byte, the first half of a pair (unless `at_end`: then nothing can follow it), or both.
[[nodiscard]] std::size_t utf16_to_utf8(text_encoding from, std::string_view& in, std::span<char> out,
                                        bool at_end) noexcept;

}  // namespace rcs

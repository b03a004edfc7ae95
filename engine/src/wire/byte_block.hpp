#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#else
#include <array>
#include <cstring>
#endif

namespace rcs {

/// Thirty-two bytes that are looked at in one go, with what every machine of its kind has (SSE2, NEON) or in plain C++.
/// What is found comes as bits, the lowest for the first byte.
class byte_block {
 public:
  static constexpr std::size_t size = 32;
  using bits = std::uint32_t;

  /// The bits of the first `count` bytes, fewer than `size`.
  [[nodiscard]] static constexpr bits first(std::size_t count) noexcept { return (bits{1} << count) - 1; }

  /// The bytes from `from` on, all of which can be read.
  explicit byte_block(char const* from) noexcept;

  [[nodiscard]] bits same_as(byte_block other) const noexcept;
  /// Whether every byte is the same as in `other` or is not to be looked at: 0xff in `ignored`, which holds nothing but
  /// that and zeros.
  [[nodiscard]] bool same_but_for(byte_block ignored, byte_block other) const noexcept;
  [[nodiscard]] bits digits() const noexcept;
  [[nodiscard]] bits quotes() const noexcept;
  /// Where a JSON string ends or is anything but plain ASCII: a quote, a backslash, a control character, a byte over
  /// 0x7f.
  [[nodiscard]] bits not_plain() const noexcept;

 private:
#if defined(__SSE2__)
  __m128i low_;
  __m128i high_;
#elif defined(__ARM_NEON) && defined(__aarch64__)
  uint8x16_t low_;
  uint8x16_t high_;
#else
  std::array<unsigned char, size> bytes_;
#endif
};

#if defined(__SSE2__)

namespace detail {

inline byte_block::bits to_bits(__m128i low, __m128i high) noexcept {
  return static_cast<byte_block::bits>(_mm_movemask_epi8(low)) | static_cast<byte_block::bits>(_mm_movemask_epi8(high))
                                                                     << 16U;
}

inline __m128i digits(__m128i bytes) noexcept {
  auto const values = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
  return _mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(9)), values);
}

inline __m128i not_plain(__m128i bytes) noexcept {
  auto const quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
  auto const backslashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
  auto const outside = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' '));  // signed: bytes over 0x7f are negative
  return _mm_or_si128(_mm_or_si128(quotes, backslashes), outside);
}

}  // namespace detail

inline byte_block::byte_block(char const* from) noexcept
    : low_{_mm_loadu_si128(reinterpret_cast<__m128i const*>(from))},
      high_{_mm_loadu_si128(reinterpret_cast<__m128i const*>(from + 16))} {}

inline byte_block::bits byte_block::same_as(byte_block other) const noexcept {
  return detail::to_bits(_mm_cmpeq_epi8(low_, other.low_), _mm_cmpeq_epi8(high_, other.high_));
}

inline bool byte_block::same_but_for(byte_block ignored, byte_block other) const noexcept {
  auto const low = _mm_or_si128(_mm_cmpeq_epi8(low_, other.low_), ignored.low_);
  auto const high = _mm_or_si128(_mm_cmpeq_epi8(high_, other.high_), ignored.high_);
  return _mm_movemask_epi8(_mm_and_si128(low, high)) == 0xffff;
}

inline byte_block::bits byte_block::digits() const noexcept {
  return detail::to_bits(detail::digits(low_), detail::digits(high_));
}

inline byte_block::bits byte_block::quotes() const noexcept {
  auto const quote = _mm_set1_epi8('"');
  return detail::to_bits(_mm_cmpeq_epi8(low_, quote), _mm_cmpeq_epi8(high_, quote));
}

inline byte_block::bits byte_block::not_plain() const noexcept {
  return detail::to_bits(detail::not_plain(low_), detail::not_plain(high_));
}

#elif defined(__ARM_NEON) && defined(__aarch64__)

namespace detail {

inline byte_block::bits to_bits(uint8x16_t low, uint8x16_t high) noexcept {
  static constexpr std::uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  auto const weigh = vld1q_u8(weights);
  // Neighbours are added until each byte holds the bits of eight: four bytes, low half first.
  auto const pairs = vpaddq_u8(vandq_u8(low, weigh), vandq_u8(high, weigh));
  auto const fours = vpaddq_u8(pairs, pairs);
  return vgetq_lane_u32(vreinterpretq_u32_u8(vpaddq_u8(fours, fours)), 0);
}

inline uint8x16_t digits(uint8x16_t bytes) noexcept {
  return vcleq_u8(vsubq_u8(bytes, vdupq_n_u8('0')), vdupq_n_u8(9));
}

inline uint8x16_t not_plain(uint8x16_t bytes) noexcept {
  auto const quotes = vceqq_u8(bytes, vdupq_n_u8('"'));
  auto const backslashes = vceqq_u8(bytes, vdupq_n_u8('\\'));
  auto const outside = vcltq_s8(vreinterpretq_s8_u8(bytes), vdupq_n_s8(' '));  // bytes over 0x7f are negative
  return vorrq_u8(vorrq_u8(quotes, backslashes), outside);
}

}  // namespace detail

inline byte_block::byte_block(char const* from) noexcept
    : low_{vld1q_u8(reinterpret_cast<std::uint8_t const*>(from))},
      high_{vld1q_u8(reinterpret_cast<std::uint8_t const*>(from + 16))} {}

inline byte_block::bits byte_block::same_as(byte_block other) const noexcept {
  return detail::to_bits(vceqq_u8(low_, other.low_), vceqq_u8(high_, other.high_));
}

inline bool byte_block::same_but_for(byte_block ignored, byte_block other) const noexcept {
  auto const low = vorrq_u8(vceqq_u8(low_, other.low_), ignored.low_);
  auto const high = vorrq_u8(vceqq_u8(high_, other.high_), ignored.high_);
  return vminvq_u8(vandq_u8(low, high)) == 0xff;
}

inline byte_block::bits byte_block::digits() const noexcept {
  return detail::to_bits(detail::digits(low_), detail::digits(high_));
}

inline byte_block::bits byte_block::quotes() const noexcept {
  auto const quote = vdupq_n_u8('"');
  return detail::to_bits(vceqq_u8(low_, quote), vceqq_u8(high_, quote));
}

inline byte_block::bits byte_block::not_plain() const noexcept {
  return detail::to_bits(detail::not_plain(low_), detail::not_plain(high_));
}

#else

namespace detail {

/// The bits of the places where it holds.
template <class Predicate>
byte_block::bits places(Predicate holds) noexcept {
  byte_block::bits found = 0;
  for (std::size_t i = 0; i < byte_block::size; ++i) found |= byte_block::bits{holds(i)} << i;
  return found;
}

}  // namespace detail

inline byte_block::byte_block(char const* from) noexcept {
  std::memcpy(bytes_.data(), from, size);
}

inline byte_block::bits byte_block::same_as(byte_block other) const noexcept {
  return detail::places([&](std::size_t i) { return bytes_[i] == other.bytes_[i]; });
}

inline bool byte_block::same_but_for(byte_block ignored, byte_block other) const noexcept {
  return detail::places([&](std::size_t i) { return bytes_[i] != other.bytes_[i] && ignored.bytes_[i] == 0; }) == 0;
}

inline byte_block::bits byte_block::digits() const noexcept {
  return detail::places([&](std::size_t i) { return bytes_[i] >= '0' && bytes_[i] <= '9'; });
}

inline byte_block::bits byte_block::quotes() const noexcept {
  return detail::places([&](std::size_t i) { return bytes_[i] == '"'; });
}

inline byte_block::bits byte_block::not_plain() const noexcept {
  return detail::places(
      [&](std::size_t i) { return bytes_[i] == '"' || bytes_[i] == '\\' || bytes_[i] < ' ' || bytes_[i] > 0x7f; });
}

#endif

}  // namespace rcs

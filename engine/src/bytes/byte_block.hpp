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

/// Sixteen bytes that are looked at in one go, with what every machine of its kind has (SSE2, NEON) or in plain C++.
///
/// What is asked of each byte is answered by another block, of 0xff for yes and 0 for no: these can be joined by `&`
/// and
/// `|`, and `bits` makes them a number, the lowest bit for the first byte.
class byte_block {
 public:
  static constexpr std::size_t size = 16;

  /// The bytes from `from` on, all of which can be read.
  explicit byte_block(char const* from) noexcept;

  [[nodiscard]] byte_block same_as(byte_block other) const noexcept;
  [[nodiscard]] byte_block digits() const noexcept;
  [[nodiscard]] byte_block quotes() const noexcept;
  [[nodiscard]] byte_block line_feeds() const noexcept;
  /// Where a JSON string ends or is anything but plain ASCII: a quote, a backslash, a control character, a byte over
  /// 0x7f.
  [[nodiscard]] byte_block not_plain() const noexcept;

  [[nodiscard]] std::uint32_t bits() const noexcept;
  [[nodiscard]] bool all() const noexcept { return bits() == 0xffff; }

  friend byte_block operator&(byte_block a, byte_block b) noexcept;
  friend byte_block operator|(byte_block a, byte_block b) noexcept;

 private:
#if defined(__SSE2__)
  using native = __m128i;
#elif defined(__ARM_NEON) && defined(__aarch64__)
  using native = uint8x16_t;
#else
  using native = std::array<unsigned char, size>;

  template <class Value>
  [[nodiscard]] static byte_block each(Value value) noexcept {
    native made;
    for (std::size_t i = 0; i < size; ++i) made[i] = static_cast<unsigned char>(value(i));
    return byte_block{made};
  }
  template <class Predicate>
  [[nodiscard]] byte_block where(Predicate holds) const noexcept {
    return each([&](std::size_t i) { return holds(bytes_[i]) ? 0xff : 0; });
  }
#endif

  explicit byte_block(native bytes) noexcept : bytes_{bytes} {}

  native bytes_;
};

#if defined(__SSE2__)

inline byte_block::byte_block(char const* from) noexcept
    : bytes_{_mm_loadu_si128(reinterpret_cast<__m128i const*>(from))} {}

inline byte_block byte_block::same_as(byte_block other) const noexcept {
  return byte_block{_mm_cmpeq_epi8(bytes_, other.bytes_)};
}

inline byte_block byte_block::digits() const noexcept {
  auto const values = _mm_sub_epi8(bytes_, _mm_set1_epi8('0'));
  return byte_block{_mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(9)), values)};
}

inline byte_block byte_block::quotes() const noexcept {
  return byte_block{_mm_cmpeq_epi8(bytes_, _mm_set1_epi8('"'))};
}

inline byte_block byte_block::line_feeds() const noexcept {
  return byte_block{_mm_cmpeq_epi8(bytes_, _mm_set1_epi8('\n'))};
}

inline byte_block byte_block::not_plain() const noexcept {
  auto const backslashes = _mm_cmpeq_epi8(bytes_, _mm_set1_epi8('\\'));
  auto const outside = _mm_cmplt_epi8(bytes_, _mm_set1_epi8(' '));  // signed: bytes over 0x7f are negative
  return quotes() | byte_block{_mm_or_si128(backslashes, outside)};
}

inline std::uint32_t byte_block::bits() const noexcept {
  return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes_));
}

inline byte_block operator&(byte_block a, byte_block b) noexcept {
  return byte_block{_mm_and_si128(a.bytes_, b.bytes_)};
}

inline byte_block operator|(byte_block a, byte_block b) noexcept {
  return byte_block{_mm_or_si128(a.bytes_, b.bytes_)};
}

#elif defined(__ARM_NEON) && defined(__aarch64__)

inline byte_block::byte_block(char const* from) noexcept
    : bytes_{vld1q_u8(reinterpret_cast<std::uint8_t const*>(from))} {}

inline byte_block byte_block::same_as(byte_block other) const noexcept {
  return byte_block{vceqq_u8(bytes_, other.bytes_)};
}

inline byte_block byte_block::digits() const noexcept {
  return byte_block{vcleq_u8(vsubq_u8(bytes_, vdupq_n_u8('0')), vdupq_n_u8(9))};
}

inline byte_block byte_block::quotes() const noexcept {
  return byte_block{vceqq_u8(bytes_, vdupq_n_u8('"'))};
}

inline byte_block byte_block::line_feeds() const noexcept {
  return byte_block{vceqq_u8(bytes_, vdupq_n_u8('\n'))};
}

inline byte_block byte_block::not_plain() const noexcept {
  auto const backslashes = vceqq_u8(bytes_, vdupq_n_u8('\\'));
  auto const outside = vcltq_s8(vreinterpretq_s8_u8(bytes_), vdupq_n_s8(' '));  // bytes over 0x7f are negative
  return quotes() | byte_block{vorrq_u8(backslashes, outside)};
}

inline std::uint32_t byte_block::bits() const noexcept {
  static constexpr std::uint8_t weights[size] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  auto const weighed = vandq_u8(bytes_, vld1q_u8(weights));
  return std::uint32_t{vaddv_u8(vget_low_u8(weighed))} | std::uint32_t{vaddv_u8(vget_high_u8(weighed))} << 8U;
}

inline byte_block operator&(byte_block a, byte_block b) noexcept {
  return byte_block{vandq_u8(a.bytes_, b.bytes_)};
}

inline byte_block operator|(byte_block a, byte_block b) noexcept {
  return byte_block{vorrq_u8(a.bytes_, b.bytes_)};
}

#else

inline byte_block::byte_block(char const* from) noexcept {
  std::memcpy(bytes_.data(), from, size);
}

inline byte_block byte_block::same_as(byte_block other) const noexcept {
  return each([&](std::size_t i) { return bytes_[i] == other.bytes_[i] ? 0xff : 0; });
}

inline byte_block byte_block::digits() const noexcept {
  return where([](unsigned char c) { return c >= '0' && c <= '9'; });
}

inline byte_block byte_block::quotes() const noexcept {
  return where([](unsigned char c) { return c == '"'; });
}

inline byte_block byte_block::line_feeds() const noexcept {
  return where([](unsigned char c) { return c == '\n'; });
}

inline byte_block byte_block::not_plain() const noexcept {
  return where([](unsigned char c) { return c == '"' || c == '\\' || c < ' ' || c > 0x7f; });
}

inline std::uint32_t byte_block::bits() const noexcept {
  std::uint32_t found = 0;
  for (std::size_t i = 0; i < size; ++i) found |= static_cast<std::uint32_t>(bytes_[i] >> 7U) << i;
  return found;
}

inline byte_block operator&(byte_block a, byte_block b) noexcept {
  return byte_block::each([&](std::size_t i) { return a.bytes_[i] & b.bytes_[i]; });
}

inline byte_block operator|(byte_block a, byte_block b) noexcept {
  return byte_block::each([&](std::size_t i) { return a.bytes_[i] | b.bytes_[i]; });
}

#endif

}  // namespace rcs

#pragma once

#if defined(__x86_64__)

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

/// Compiles a function for AVX2 whatever the rest is compiled for. What it calls is compiled for the rest, and can
/// become a part of it all the same. So no instance of a function that others use as well is ever made of instructions
/// that a machine may lack, as it would be in a file of its own with `-mavx2`, where the linker might choose that one.
#define RCS_FOR_AVX2 [[gnu::target("avx2,bmi,bmi2")]]

namespace rcs {

/// The same as `paired_bytes`, by AVX2.
struct avx2_bytes {
  static constexpr std::size_t size = 32;

  /// Whether this machine has what `RCS_FOR_AVX2` names. Where it has not, nothing else of this may be called.
  [[nodiscard]] static bool is_here() noexcept {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  }

  RCS_FOR_AVX2 [[nodiscard]] static std::uint32_t same(char const* a, char const* b) noexcept {
    auto const first = _mm256_loadu_si256(reinterpret_cast<__m256i const*>(a));
    auto const second = _mm256_loadu_si256(reinterpret_cast<__m256i const*>(b));
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(first, second)));
  }

  RCS_FOR_AVX2 [[nodiscard]] static std::uint32_t quotes(char const* text) noexcept {
    auto const bytes = _mm256_loadu_si256(reinterpret_cast<__m256i const*>(text));
    return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"'))));
  }

  RCS_FOR_AVX2 [[nodiscard]] static std::uint64_t decimal(char const* digits, std::size_t count) noexcept {
    static constexpr char kept[32] = {0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
                                      15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15};
    // Digits become their values and what is in front of them zeros; neighbours are joined to pairs, fours and eights.
    auto const values = _mm_and_si128(load(digits + count - 16), load(kept + count));
    auto const pairs = _mm_maddubs_epi16(values, _mm_set1_epi16(1 << 8 | 10));
    auto const fours = _mm_madd_epi16(pairs, _mm_set1_epi32(1 << 16 | 100));
    auto const eights = _mm_madd_epi16(_mm_packus_epi32(fours, fours), _mm_set1_epi32(1 << 16 | 10'000));
    auto const halves = static_cast<std::uint64_t>(_mm_cvtsi128_si64(eights));
    return (halves & 0xFFFF'FFFF) * 100'000'000 + (halves >> 32U);
  }

 private:
  [[nodiscard]] static __m128i load(char const* from) noexcept {
    return _mm_loadu_si128(reinterpret_cast<__m128i const*>(from));
  }
};

}  // namespace rcs

#endif

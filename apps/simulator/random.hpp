#pragma once

#include <cstdint>

namespace rcs::sim {

/// Scrambles 64 bits: a bijection in which every bit of the input moves every bit of the output (the finaliser of
/// SplitMix64; Stafford's variant 13).
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t x) noexcept {
  x += 0x9E3779B97F4A7C15;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

/// A small seeded random source (SplitMix64). Satisfies `UniformRandomBitGenerator`.
class random_source {
 public:
  using result_type = std::uint64_t;

  constexpr explicit random_source(std::uint64_t seed) noexcept : state_{seed} {}

  static constexpr result_type min() noexcept { return 0; }
  static constexpr result_type max() noexcept { return ~result_type{0}; }

  constexpr result_type operator()() noexcept {
    auto const drawn = mix(state_);
    state_ += 0x9E3779B97F4A7C15;
    return drawn;
  }

  /// Uniform in [0, 1).
  constexpr double uniform() noexcept { return static_cast<double>((*this)() >> 11) * 0x1.0p-53; }

  /// Uniform in [0, bound); 0 for a bound of 0. The bias is under 2^-32 for bounds under 2^32.
  constexpr std::uint64_t below(std::uint64_t bound) noexcept { return bound == 0 ? 0 : (*this)() % bound; }

 private:
  std::uint64_t state_;
};

}  // namespace rcs::sim

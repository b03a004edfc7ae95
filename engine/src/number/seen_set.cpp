#include "number/seen_set.hpp"

#include <numeric>

namespace rcs {
namespace {

/// A permutation of the integers below 2^`Bits` whose every output bit depends on every input bit: the finaliser of
/// MurmurHash3 (Appleby, public domain), cut to `Bits`. Multiplying by an odd number modulo a power of two and folding
/// the upper half onto the lower one can both be undone, so different numbers stay different.
template <unsigned Bits>
constexpr std::uint64_t permuted(std::uint64_t x) noexcept {
  constexpr std::uint64_t mask = (std::uint64_t{1} << Bits) - 1;
  x ^= x >> Bits / 2;
  x = x * 0xff51afd7ed558ccd & mask;
  x ^= x >> Bits / 2;
  x = x * 0xc4ceb9fe1a85ec53 & mask;
  return x ^ x >> Bits / 2;
}

}  // namespace

seen_set::place seen_set::place_of(number n) noexcept {
  constexpr std::uint64_t key_mask = (std::uint64_t{1} << detail::seen_segment::key_bits) - 1;
  std::uint64_t const bits = permuted<number_bits>(n.value());
  return {.segment = bits >> detail::seen_segment::key_bits, .key = bits & key_mask};
}

bool seen_set::insert(number n) {
  auto const [segment, key] = place_of(n);
  bool const is_new = segments_[segment].insert(key);
  if (is_new) ++size_;
  return is_new;
}

bool seen_set::contains(number n) const noexcept {
  auto const [segment, key] = place_of(n);
  return segments_[segment].contains(key);
}

void seen_set::prefetch(number n) const noexcept {
  auto const [segment, key] = place_of(n);
  segments_[segment].prefetch(key);
}

std::size_t seen_set::memory_bytes() const noexcept {
  return std::accumulate(
      segments_.begin(), segments_.end(), segments_.size() * sizeof(detail::seen_segment),
      [](std::size_t sum, detail::seen_segment const& segment) { return sum + segment.memory_bytes(); });
}

}  // namespace rcs

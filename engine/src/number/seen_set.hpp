#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "number/seen_segment.hpp"
#include "rcs/number.hpp"

namespace rcs {

/// The exact set of numbers met so far. One thread at a time. Never gives a false answer, at any size.
///
/// Takes 6 to 11 bytes per number once it holds more than about 64,000, growth included, and less than 1 MiB
/// below. The 50 bits of a number are permuted, so that regular lists spread like random ones; the upper bits choose
/// one of `segment_count` segments, and the segment keeps the lower ones. Segments grow one at a time and by half, so
/// there are never two copies of more than a two-thousandth of the set. The permutation is fixed: a list made to
/// collide would be slow, and still right.
class seen_set {
 public:
  seen_set() : segments_(segment_count) {}

  /// Adds `n`, which holds a number; true if it was not there. Amortised constant time, one cache miss in a large set.
  /// Throws `std::bad_alloc`, leaving the set as it was.
  bool insert(number n);

  [[nodiscard]] bool contains(number n) const noexcept;

  /// Starts to load what `insert` and `contains` need for `n`. Called some ten numbers ahead, it hides the cache miss.
  void prefetch(number n) const noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// Memory held for the numbers, without the allocator's own overhead.
  [[nodiscard]] std::size_t memory_bytes() const noexcept;

 private:
  static constexpr unsigned number_bits = 50;
  static constexpr unsigned segment_bits = number_bits - detail::seen_segment::key_bits;
  static constexpr std::size_t segment_count = std::size_t{1} << segment_bits;
  static_assert(number::max_value < std::uint64_t{1} << number_bits);

  /// Where a number is kept, and as what.
  struct place {
    std::size_t segment;
    std::uint64_t key;
  };
  [[nodiscard]] static place place_of(number n) noexcept;

  std::vector<detail::seen_segment> segments_;
  std::size_t size_ = 0;
};

}  // namespace rcs

#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_set>

#include "number/page_memory.hpp"
#include "number/seen_segment.hpp"
#include "rcs/number.hpp"

namespace rcs {

/// The exact set of numbers met so far. One thread at a time. Never gives a false answer, at any size.
///
/// Takes 6.6 to 9.4 bytes per number once it holds more than 64,000, growth included, and less than 700 KiB below. The
/// 50 bits of a number are permuted, so that regular lists spread like random ones; the upper bits choose one of
/// `segment_count` segments, and the segment keeps the lower ones. Segments lie side by side and grow together, from
/// the last to the first, so that only one of them is ever there twice. What finds its segment full is kept apart: few
/// numbers in a small set, none in a large one. The permutation is fixed: a list made to collide would be slow and take
/// more memory, and still be told apart exactly.
class seen_set {
 public:
  /// Adds `n`, which holds a number; true if it was not there. Amortised constant time, one cache miss in a large set.
  /// Every now and then all numbers are moved, some nanoseconds for each.
  /// Throws `std::bad_alloc`, leaving the set as it was.
  bool insert(number n);

  [[nodiscard]] bool contains(number n) const noexcept;

  /// Starts to load what `insert` and `contains` need for `n`, which may be "no number". Called some ten to thirty
  /// numbers ahead, it hides the cache miss.
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

  [[nodiscard]] detail::seen_segment segment(std::size_t index, std::size_t capacity) const noexcept;
  void grow();

  detail::page_memory slots_;
  std::size_t capacity_ = 0;  ///< of each segment
  std::size_t size_ = 0;
  std::size_t most_ = 0;                        ///< more will make the segments grow
  std::unordered_set<std::uint64_t> overflow_;  ///< numbers whose segments are full
};

}  // namespace rcs

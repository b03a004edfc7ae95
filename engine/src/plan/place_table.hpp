#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rcs/number.hpp"

namespace rcs {

/// Which place in a queue each number has. The numbers themselves are in the queue only: here is a hash of each, and
/// where to look. Open addressing, linear probing, at most half full; what is removed leaves no trace, so that numbers
/// that come and go for ever neither fill it nor have it rebuilt. One thread at a time.
class place_table {
 public:
  /// The place of `n`; if it has none, `fresh` from now on. `stands_at(place)` tells whether it is `n` that has that
  /// place. Amortised constant time.
  template <typename Predicate>
  std::uint32_t find_or_add(number n, std::uint32_t fresh, Predicate stands_at) {
    if (2 * (used_ + 1) > slots_.size()) grow();
    auto const tag = tag_of(n);
    auto at = home_of(tag);
    for (; slots_[at].tag != 0; at = next(at)) {
      if (slots_[at].tag == tag && stands_at(slots_[at].place)) return slots_[at].place;
    }
    slots_[at] = {tag, fresh};
    ++used_;
    return fresh;
  }

  /// `n`, which has the place `from`, has the place `to`.
  void move(number n, std::uint32_t from, std::uint32_t to) noexcept { slots_[slot_of(n, from)].place = to; }
  /// `n`, which has the place `at`, has none.
  void remove(number n, std::uint32_t at) noexcept;
  void clear() noexcept;

  /// Starts to load what the others need for `n`; called some numbers ahead, it hides a cache miss.
  void prefetch(number n) const noexcept {
    if (!slots_.empty()) __builtin_prefetch(&slots_[home_of(tag_of(n))], 1);
  }

 private:
  struct slot {
    std::uint32_t tag = 0;  ///< 0: free
    std::uint32_t place = 0;
  };

  /// Multiplicative hashing (D. Knuth, TAOCP 3, 6.4); never 0.
  [[nodiscard]] static std::uint32_t tag_of(number n) noexcept {
    constexpr std::uint64_t golden = 0x9E37'79B9'7F4A'7C15;
    return static_cast<std::uint32_t>((n.value() * golden) >> 32U) | 1U;
  }
  [[nodiscard]] std::size_t home_of(std::uint32_t tag) const noexcept { return tag >> shift_; }
  [[nodiscard]] std::size_t next(std::size_t at) const noexcept { return (at + 1) & (slots_.size() - 1); }
  [[nodiscard]] std::size_t slot_of(number n, std::uint32_t place) const noexcept;
  void grow();

  std::vector<slot> slots_;  ///< a power of two of them
  unsigned shift_ = 32;      ///< what is left of a tag is a slot
  std::size_t used_ = 0;
};

}  // namespace rcs

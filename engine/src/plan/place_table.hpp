#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "rcs/number.hpp"

namespace rcs {

/// Which place in a queue each number has. Places are given in rising order (and wrap around), and numbers leave the
/// queue at its front, so nothing need be removed: what stands before the front counts as gone. The numbers themselves
/// are in the queue only; here is a hash of each, and where to look.
///
/// There are two generations of open addressing, each at most a quarter full: most searches end at the first slot,
/// which the processor can foresee. When the younger one is full, the older one, all of which is gone by then, is
/// emptied and becomes the younger; if it is not, there are more numbers than there is room for, and the younger one
/// grows. One thread at a time.
class place_table {
 public:
  /// The places of the queue: from `front` up to `end`, which is the next to be given.
  struct range {
    std::uint32_t front = 0;
    std::uint32_t end = 0;

    [[nodiscard]] bool contains(std::uint32_t place) const noexcept { return place - front < end - front; }
  };

  /// The place of `n` in the queue; if it has none, `queue.end`, which is its place from now on. `stands_at(place)`
  /// tells whether it is `n` that has that place. Amortised constant time.
  template <typename Predicate>
  std::uint32_t find_or_add(number n, range queue, Predicate stands_at) {
    make_room(queue);
    auto const tag = tag_of(n);
    auto const is_it = [&](slot const& s) { return s.tag == tag && queue.contains(s.place) && stands_at(s.place); };
    if (auto const& old = older_.find(tag, is_it); old.tag != 0) return old.place;
    auto& found = younger_.find(tag, is_it);
    if (found.tag != 0) return found.place;
    found = {tag, queue.end};
    ++younger_.used;
    return queue.end;
  }

  /// `n` has the place `queue.end` from now on; the one it has had, at the front, is being given up.
  void add(number n, range queue);
  void clear() noexcept;

  /// Starts to load what `find_or_add` needs for `n`; called some numbers ahead, it hides cache misses.
  void prefetch(number n) const noexcept {
    auto const tag = tag_of(n);
    older_.prefetch(tag);
    younger_.prefetch(tag);
  }

 private:
  struct slot {
    std::uint32_t tag = 0;  ///< 0: free
    std::uint32_t place = 0;
  };

  struct generation {
    std::vector<slot> slots = std::vector<slot>(least);  ///< a power of two of them
    unsigned shift = 32 - least_bits;                    ///< what is left of a tag is a slot
    std::size_t used = 0;

    [[nodiscard]] std::size_t home_of(std::uint32_t tag) const noexcept { return tag >> shift; }
    [[nodiscard]] bool full() const noexcept { return 4 * used >= slots.size(); }

    /// The first slot from its home on that `is_it`, or the free one behind them.
    template <typename Predicate>
    [[nodiscard]] slot& find(std::uint32_t tag, Predicate is_it) noexcept {
      auto const mask = slots.size() - 1;
      auto at = home_of(tag);
      while (slots[at].tag != 0 && !is_it(slots[at])) at = (at + 1) & mask;
      return slots[at];
    }
    void prefetch(std::uint32_t tag) const noexcept { __builtin_prefetch(&slots[home_of(tag)]); }
    void clear() noexcept;
    void resize(std::size_t size);
  };

  static constexpr unsigned least_bits = 8;
  static constexpr std::size_t least = std::size_t{1} << least_bits;

  /// Multiplicative hashing (D. Knuth, TAOCP 3, 6.4); never 0.
  [[nodiscard]] static std::uint32_t tag_of(number n) noexcept {
    constexpr std::uint64_t golden = 0x9E37'79B9'7F4A'7C15;
    return static_cast<std::uint32_t>((n.value() * golden) >> 32U) | 1U;
  }
  void make_room(range queue) {
    if (younger_.full()) renew(queue);
  }
  void renew(range queue);

  generation older_;
  generation younger_;
  std::uint32_t younger_begins_ = 0;  ///< the first place that was given since it has been the younger one
};

}  // namespace rcs

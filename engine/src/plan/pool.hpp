#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/entry.hpp"
#include "plan/place_table.hpp"

namespace rcs {

/// Loose numbers that wait to be part of a request, first come, first served.
///
/// With repeats, the queue holds each number once; further rows with the same number wait behind it, and the next of
/// them joins the queue's end when the one before it is taken. So any stretch of the queue is free of repeats, and no
/// list, however full of them, makes anyone search. Amortised constant time for each entry.
///
/// A list that repeats itself mostly does so in the same order: a number is looked for behind the last one that was
/// found, and in the table of places only if it is not there. The table is filled when it is needed, so that numbers
/// that come and go in between are never in it.
class pool {
 public:
  explicit pool(bool repeats) noexcept : repeats_{repeats} {}

  void add(std::span<entry const> more);
  void add(entry const& e) { add({&e, 1}); }

  /// Entries held.
  [[nodiscard]] std::size_t size() const noexcept { return distinct() + waiting_; }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  /// Different numbers among them: how many one request could hold.
  [[nodiscard]] std::size_t distinct() const noexcept { return queue_.size() - head_; }

  /// Moves `count` entries with different numbers, at most `distinct()`, to the end of `into`.
  void take(std::size_t count, std::vector<entry>& into);
  /// Moves everything to the end of `into`, equal numbers side by side.
  void drain(std::vector<entry>& into);

 private:
  static constexpr std::uint32_t none = UINT32_MAX;

  /// The rows that wait behind a number of the queue.
  struct line {
    std::uint32_t first = none;
    std::uint32_t last = none;
  };

  void add_repeatable(std::span<entry const> more);
  void list_places();
  void stand_at_end(entry const& e, line behind);
  void promote(std::size_t leaving);
  void cut(std::size_t gone);
  [[nodiscard]] place_table::range places_until(std::size_t end) const noexcept;

  void wait_behind(line& behind, entry const& e);
  void add_seat();
  [[nodiscard]] entry const& call_next(line& behind) noexcept;

  bool repeats_;
  std::vector<entry> queue_;
  std::size_t head_ = 0;  ///< entries of `queue_` before it are gone
  std::size_t waiting_ = 0;
  // With repeats only. Places are counted from the first entry there ever was, and may wrap around.
  std::vector<line> lines_;  ///< who waits behind each entry of `queue_`
  std::uint32_t begin_ = 0;  ///< the place of the front of `queue_`
  std::uint32_t next_ = 0;   ///< the place where a number is looked for first
  place_table table_;        ///< of all in the queue but the last `unlisted_`
  std::size_t unlisted_ = 0;
  std::vector<entry> waiters_;        ///< waiting rows, and free seats
  std::vector<std::uint32_t> links_;  ///< for each of them the one behind it, or the next that is free
  std::uint32_t free_ = none;         ///< the first free seat
};

}  // namespace rcs

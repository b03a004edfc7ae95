#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "model/batch.hpp"
#include "model/time.hpp"

namespace rcs {

/// Batches in back-off, the earliest due first; of those due at the same time, the first that came.
class due_queue {
 public:
  void push(batch&& waiting, time_point due);
  /// The first batch that is due at `now`, if any. Logarithmic.
  [[nodiscard]] std::optional<batch> pop(time_point now);

  [[nodiscard]] bool ready(time_point now) const noexcept { return !heap_.empty() && heap_.front().due <= now; }
  [[nodiscard]] std::optional<time_point> next_due() const noexcept;
  [[nodiscard]] bool empty() const noexcept { return heap_.empty(); }
  /// Numbers in the batches.
  [[nodiscard]] std::size_t entries() const noexcept { return entries_; }

 private:
  struct parked {
    time_point due;
    std::uint64_t order;
    batch waiting;
  };
  [[nodiscard]] static bool later(parked const& a, parked const& b) noexcept;

  std::vector<parked> heap_;
  std::uint64_t pushed_ = 0;
  std::size_t entries_ = 0;
};

}  // namespace rcs

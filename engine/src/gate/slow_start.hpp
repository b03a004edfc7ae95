#pragma once

#include <cstddef>

namespace rcs {

/// The limit on requests out at once. Falls to one when the upstream throttles, and grows by one with each success,
/// which doubles it with each round of successes, until it is what it was. Source: slow start, RFC 5681, 3.1.
class slow_start {
 public:
  /// Begins at `most`, which is at least 1.
  explicit slow_start(std::size_t most) noexcept : most_{most}, limit_{most} {}

  void restart() noexcept { limit_ = 1; }
  void succeeded() noexcept {
    if (limit_ < most_) ++limit_;
  }
  [[nodiscard]] std::size_t limit() const noexcept { return limit_; }

 private:
  std::size_t most_;
  std::size_t limit_;
};

}  // namespace rcs

#pragma once

#include <cstddef>

namespace rcs {

/// How many distinct numbers a bulk request may hold, and what follows from it for splitting a list.
struct size_limits {
  std::size_t min = 100;  ///< at least 1
  std::size_t max = 500;  ///< at least `min`

  /// Whether `n` distinct numbers can be split into legal requests with none left over: as few requests as the maximum
  /// allows must all reach the minimum. More requests would only need more numbers.
  [[nodiscard]] constexpr bool feasible(std::size_t n) const noexcept {
    return n == 0 || (n + max - 1) / max * min <= n;
  }

  /// The size from which every size is feasible: min × ⌈(min-1) / (max-min)⌉. With r requests the sizes r×min to r×max
  /// are feasible; from this r on the ranges leave no gap, r×max + 1 >= (r+1)×min. With min = max there are gaps for
  /// ever, waiting for more numbers gains nothing, and this is 0.
  [[nodiscard]] constexpr std::size_t safe_remainder() const noexcept {
    std::size_t const width = max - min;
    return width == 0 ? 0 : min * ((min - 1 + width - 1) / width);
  }
};

}  // namespace rcs

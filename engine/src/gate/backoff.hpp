#pragma once

#include "model/time.hpp"

namespace rcs {

/// Full-jitter exponential back-off: a delay drawn evenly from [0, min(cap, base × 2^(failures-1))].
/// Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015 ("Full Jitter").
struct backoff {
  duration base = std::chrono::milliseconds{200};
  duration cap = std::chrono::seconds{30};

  /// The delay after `failures` failures in a row (1 or more), with `random01` in [0, 1). Never negative, never over
  /// the cap, whatever `failures` is.
  [[nodiscard]] duration delay(unsigned failures, double random01) const noexcept;
};

}  // namespace rcs

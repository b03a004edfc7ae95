#pragma once

#include <chrono>

#include "simulator/profile.hpp"

namespace rcs::sim {

using time_point = std::chrono::steady_clock::time_point;

/// A token bucket, on a `now` given from outside. One thread at a time.
class throttle {
 public:
  /// `rate` tokens a second, room for `burst`; full at first. A rate of 0 lets everything pass.
  throttle(double rate, double burst) noexcept : rate_{rate}, burst_{burst}, tokens_{burst} {}

  /// How long until `cost` tokens are there; zero: now. A cost over the burst waits for a full bucket. `now` does not
  /// go back.
  [[nodiscard]] duration wait(time_point now, double cost) noexcept;

  /// Takes the tokens; after `wait` said zero at the same instant. What the bucket does not hold, it owes.
  void take(double cost) noexcept;

 private:
  double rate_;
  double burst_;
  double tokens_;
  time_point filled_{};
};

}  // namespace rcs::sim

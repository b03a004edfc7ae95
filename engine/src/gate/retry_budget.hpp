#pragma once

#include <algorithm>

#include "model/time.hpp"

namespace rcs {

/// What retries of failed exchanges may cost: a share of the successes, and a floor of one a second so that an empty
/// budget delays retries and never ends them. Sources: Finagle's `RetryBudget` (deposit a share of each request,
/// withdraw for each retry, a minimum a second); B. Beyer et al., "Site Reliability Engineering", chapter 21, "Handling
/// Overload" (retries under a tenth of the requests of a client).
///
/// From the start on, retries are never more than `initial` + `share` × successes + elapsed seconds, and over any
/// window never more than `most` in place of `initial`. Since the floor pays one retry a second, the balance is kept as
/// a span of time: a second is one retry, and elapsed time needs no conversion.
class retry_budget {
 public:
  static constexpr int initial = 10;
  static constexpr int most = 100;

  /// `share` retries are earned by each success, 0 or more.
  retry_budget(double share, time_point start) noexcept
      : earned_{static_cast<duration::rep>(std::min(share, double{most}) * static_cast<double>(one.count()))},
        as_of_{start} {}

  void succeeded(time_point now) noexcept {
    refill(now);
    balance_ = std::min(balance_ + earned_, duration{most * one});
  }

  /// A retry departs. Without `allowed` the balance goes under zero, and is paid back first.
  void retried(time_point now) noexcept {
    refill(now);
    balance_ -= one;
  }

  [[nodiscard]] bool allowed(time_point now) const noexcept { return balance_at(now) >= one; }

  /// When a retry is allowed if nothing succeeds until then; `now` if it already is.
  [[nodiscard]] time_point allowed_at(time_point now) const noexcept {
    return now + std::max(one - balance_at(now), duration::zero());
  }

 private:
  static constexpr duration one = std::chrono::seconds{1};

  [[nodiscard]] duration balance_at(time_point now) const noexcept {
    duration const room = most * one - balance_;
    return balance_ + std::clamp(duration{now - as_of_}, duration::zero(), room);
  }

  void refill(time_point now) noexcept {
    balance_ = balance_at(now);
    as_of_ = std::max(as_of_, now);
  }

  duration earned_;
  duration balance_ = initial * one;
  time_point as_of_;
};

}  // namespace rcs

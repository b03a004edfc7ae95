#pragma once

#include <algorithm>

#include "model/time.hpp"

namespace rcs {

/// Keeps the instant for which a caller was told to wait, so that the slot of its departure counts from there: a timer
/// that wakes 100 µs late at every request would otherwise cost 2 % of a rate of 200/s.
///
/// An instant told is good for the first instant at which departing is granted, and for every further departure of that
/// same instant, because then there was somebody waiting to depart all the while.
class slot_clock {
 public:
  /// The caller was told to wait for `at`.
  void told(time_point at) noexcept { told_ = at; }
  /// The caller was held back by something other than time: what comes after it is not late.
  void forget() noexcept { told_ = nothing; }
  /// The caller may depart at `now`.
  void granted(time_point now) noexcept {
    if (granted_ == now) return;
    granted_ = now;
    counted_ = std::min(now, told_);
    told_ = nothing;
  }
  /// The instant from which a departure at `now` counts; never after `now`.
  [[nodiscard]] time_point counted(time_point now) const noexcept { return granted_ == now ? counted_ : now; }

 private:
  static constexpr time_point nothing = time_point::max();

  time_point told_ = nothing;
  time_point granted_ = time_point::min();
  time_point counted_ = time_point::min();
};

}  // namespace rcs

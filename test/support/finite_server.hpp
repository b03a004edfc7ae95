#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "support/fault_schedule.hpp"

namespace rcs::test {

/// How long a request takes at a server that can do only so much at once, in virtual time.
class finite_server {
 public:
  /// A request that would take `alone` arrives at `now`, and with it `in_flight` are out.
  duration takes(weather const& today, duration alone, time_point now, std::size_t in_flight) {
    if (today.knee > 0) {
      auto const load = static_cast<double>(in_flight) / today.knee;
      auto const slower = load > 1 ? std::pow(load, today.collapse) : 1.0;
      alone = duration{static_cast<duration::rep>(static_cast<double>(alone.count()) * slower)};
    }
    if (today.desks == 0) return alone;
    // Whoever is in service keeps its desk, even if there are fewer from now on.
    std::erase_if(free_at_, [now](time_point at) { return at <= now; });
    std::sort(free_at_.begin(), free_at_.end());
    auto const begins = free_at_.size() < today.desks ? now : free_at_[free_at_.size() - today.desks];
    free_at_.push_back(begins + alone);
    return begins + alone - now;
  }

 private:
  std::vector<time_point> free_at_;  ///< of the requests that are out, when each is done
};

}  // namespace rcs::test

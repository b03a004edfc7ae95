#pragma once

#include <chrono>
#include <cstdint>
#include <deque>

#include "simulator/throttle.hpp"

namespace rcs::sim {

/// The most arrivals in any window of a given width, exactly: every window (t - width, t] is looked at in which it
/// could be. One thread at a time.
class arrival_window {
 public:
  explicit arrival_window(duration width) noexcept : width_{width} {}

  /// `now` does not go back.
  void add(time_point now) {
    while (!inside_.empty() && now - inside_.front() >= width_) inside_.pop_front();
    inside_.push_back(now);
    if (inside_.size() > highest_) highest_ = inside_.size();
  }

  [[nodiscard]] std::uint64_t highest() const noexcept { return highest_; }

 private:
  duration width_;
  std::deque<time_point> inside_;
  std::uint64_t highest_ = 0;
};

}  // namespace rcs::sim

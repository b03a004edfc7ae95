#include "simulator/throttle.hpp"

#include <algorithm>

namespace rcs::sim {

duration throttle::wait(time_point now, double cost) noexcept {
  if (rate_ <= 0) return duration::zero();
  if (now > filled_) {
    auto const passed = std::chrono::duration<double>(now - filled_).count();
    tokens_ = std::min(burst_, tokens_ + passed * rate_);
    filled_ = now;
  }
  auto const lacking = std::min(cost, burst_) - tokens_;
  // Under a billionth of a token is rounding, not a shortage.
  if (lacking <= 1e-9) return duration::zero();
  return std::chrono::ceil<duration>(std::chrono::duration<double>(lacking / rate_));
}

void throttle::take(double cost) noexcept {
  if (rate_ > 0) tokens_ -= cost;
}

}  // namespace rcs::sim

#include "bench/schedule.hpp"

#include <cmath>

namespace rcs::bench {
namespace {

double seconds(duration d) noexcept {
  return std::chrono::duration<double>(d).count();
}

}  // namespace

schedule::schedule(double from, double to, duration over) noexcept
    : from_{from}, to_{to}, over_{seconds(over)}, in_all_{(from + to) / 2 * over_} {}

duration schedule::departure(std::uint64_t k) const noexcept {
  auto const n = static_cast<double>(k);
  double at = 0;
  if (n >= in_all_) {
    at = over_ + (n - in_all_) / to_;
  } else {
    // The root of n(t) = n in the form that loses no digits where the rate hardly changes.
    double const bend = 2 * (to_ - from_) / over_;
    at = 2 * n / (from_ + std::sqrt(from_ * from_ + bend * n));
  }
  return duration{std::llround(at * 1e9)};
}

std::uint64_t schedule::due(duration since) const noexcept {
  double const t = seconds(since);
  if (t <= 0) return 0;
  double const n = t >= over_ ? in_all_ + (t - over_) * to_ : from_ * t + (to_ - from_) * t * t / (2 * over_);
  auto k = static_cast<std::uint64_t>(std::ceil(n));
  while (k > 0 && departure(k - 1) >= since) --k;  // what rounding got wrong
  while (departure(k) < since) ++k;
  return k;
}

}  // namespace rcs::bench

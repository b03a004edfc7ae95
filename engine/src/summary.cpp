#include "rcs/summary.hpp"

#include <numeric>

namespace rcs {

double summary::numbers_per_second() const noexcept {
  double const seconds = std::chrono::duration<double>(elapsed).count();
  if (seconds <= 0) return 0;
  auto const all = std::accumulate(outcomes.begin(), outcomes.end(), std::uint64_t{0});
  auto const settled = all - of(outcome::invalid) - of(outcome::duplicate) - of(outcome::not_asked);
  return static_cast<double>(settled) / seconds;
}

}  // namespace rcs

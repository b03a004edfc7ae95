#include "simulator/latency.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rcs::sim {

duration draw_latency(latency_rules const& rules, random_source& chance) noexcept {
  if (rules.shape == latency_shape::constant) return rules.typical;
  auto const typical = static_cast<double>(rules.typical.count());
  auto const longest = static_cast<double>(rules.max.count());
  auto const u = 1 - chance.uniform();  // (0, 1]: a logarithm and a root are taken of it
  double drawn = 0;
  switch (rules.shape) {
    case latency_shape::uniform:
      drawn = typical + u * (longest - typical);
      break;
    case latency_shape::lognormal: {
      // Box-Muller rather than std::lognormal_distribution, whose draws differ between standard libraries.
      auto const normal = std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * chance.uniform());
      drawn = typical * std::exp(rules.sigma * normal);
      break;
    }
    case latency_shape::pareto:
      drawn = typical / std::pow(u, 1 / rules.alpha);
      break;
    case latency_shape::constant:
      break;
  }
  return duration{static_cast<duration::rep>(std::clamp(drawn, 0.0, longest))};
}

}  // namespace rcs::sim

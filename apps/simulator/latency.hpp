#pragma once

#include "simulator/profile.hpp"
#include "simulator/random.hpp"

namespace rcs::sim {

/// Draws how long one answer takes: within 0 and `rules.max` (a constant is taken as it is).
[[nodiscard]] duration draw_latency(latency_rules const& rules, random_source& chance) noexcept;

}  // namespace rcs::sim

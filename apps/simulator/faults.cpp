#include "simulator/faults.hpp"

#include <algorithm>

namespace rcs::sim {
namespace {

bool happens(double share, random_source& chance) noexcept {
  return share > 0 && chance.uniform() < share;
}

}  // namespace

fault_source::fault_source(fault_rules const& rules) : rules_{rules} {
  double reached = 0;
  for (std::size_t i = 1; i < fault_count; ++i) {
    auto const& known = faults_known[i];
    auto share = rules.shares[i];
    if (known.name.starts_with("error-") && !rules.error_mix.empty()) {
      auto const mentions = std::count(rules.error_mix.begin(), rules.error_mix.end(), known.status);
      share += rules.error * static_cast<double>(mentions) / static_cast<double>(rules.error_mix.size());
    }
    if (share <= 0) continue;
    reached += share;
    up_to_[used_++] = {reached, static_cast<fault>(i)};
  }
}

fate fault_source::draw(random_source& chance) const noexcept {
  fate drawn;
  if (used_ > 0) {
    auto const at = chance.uniform();
    auto const* const end = up_to_.data() + used_;
    auto const* const hit = std::find_if(up_to_.data(), end, [at](auto const& range) { return at < range.first; });
    if (hit != end) drawn.what = hit->second;
  }
  drawn.slow = happens(rules_.slow, chance);
  drawn.http10 = happens(rules_.http10, chance);
  drawn.chunked = happens(rules_.chunked, chance) && !drawn.http10;
  drawn.continue_100 = happens(rules_.continue_100, chance) && !drawn.http10;
  return drawn;
}

}  // namespace rcs::sim

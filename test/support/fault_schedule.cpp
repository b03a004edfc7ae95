#include "support/fault_schedule.hpp"

#include <iterator>
#include <utility>

namespace rcs::test {

fault_schedule::fault_schedule(weather first, std::map<duration, weather> changes) : changes_{std::move(changes)} {
  changes_.insert_or_assign(duration::min(), std::move(first));
}

weather const& fault_schedule::at(duration since_start) const {
  return std::prev(changes_.upper_bound(since_start))->second;
}

duration fault_schedule::latency_at(duration since_start) const {
  auto const end = changes_.upper_bound(since_start);
  auto const& [begin, now] = *std::prev(end);
  if (!now.latency_to || end == changes_.end()) return now.latency;
  auto const from = std::max(begin, duration::zero());
  auto const part =
      static_cast<double>((since_start - from).count()) / static_cast<double>((end->first - from).count());
  auto const more = static_cast<double>((*now.latency_to - now.latency).count()) * part;
  return now.latency + duration{static_cast<duration::rep>(more)};
}

std::optional<duration> fault_schedule::next_change(duration since_start) const {
  auto const next = changes_.upper_bound(since_start);
  if (next == changes_.end()) return std::nullopt;
  return next->first;
}

}  // namespace rcs::test

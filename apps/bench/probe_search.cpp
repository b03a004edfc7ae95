#include "bench/probe_search.hpp"

#include <algorithm>
#include <cmath>

namespace rcs::bench {
namespace {

/// A share of fewer requests means little.
constexpr std::uint64_t least_requests = 10;
/// Slower than this nothing is tried, in requests a second.
constexpr double slowest = 0.1;
/// The last word takes so many times as long as a step.
constexpr double confirmation = 2;
/// Where nothing has been kept, half the rate is tried; where something was and broke later, so much.
constexpr double halved = 0.5;
constexpr double retreat = 0.9;

double share(std::uint64_t part, std::uint64_t whole) noexcept {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

double seconds(duration d) noexcept {
  return std::chrono::duration<double>(d).count();
}

}  // namespace

std::string_view to_string(probe_verdict v) noexcept {
  switch (v) {
    case probe_verdict::kept:
      return "kept";
    case probe_verdict::throttled:
      return "throttled";
    case probe_verdict::failed:
      return "failed";
    case probe_verdict::slow:
      return "slow";
    case probe_verdict::behind:
      return "behind";
  }
  return {};
}

probe_verdict judge(probe_step const& asked, probe_observation const& seen, probe_limits const& limits) noexcept {
  auto const all = seen.answered + seen.throttled + seen.failed;
  if (share(seen.throttled, all) > limits.throttled) return probe_verdict::throttled;
  if (share(seen.failed, all) > limits.failed) return probe_verdict::failed;
  if (seen.answered > 0 && seen.p99 > limits.latency) return probe_verdict::slow;
  // The last answer is on its way for a while after the last departure.
  auto const planned = static_cast<double>(asked.requests) / asked.rate;
  auto const over = std::max(planned, seconds(seen.elapsed - seen.service));
  auto const achieved = static_cast<double>(seen.answered) / over;
  if (seen.gave_up || achieved < limits.achieved * asked.rate) return probe_verdict::behind;
  return probe_verdict::kept;
}

probe_search::probe_search(probe_limits const& limits) noexcept : limits_{limits}, left_{limits.max_numbers} {}

probe_step probe_search::step_at(double rate, double length) const noexcept {
  auto const requests = std::llround(std::ceil(rate * seconds(limits_.step) * length));
  return {rate, std::max(least_requests, static_cast<std::uint64_t>(requests))};
}

std::optional<probe_step> probe_search::wanted() const noexcept {
  if (!kept_ && !broken_) return step_at(limits_.start_rate, 1);
  if (!kept_) {
    auto const slower = *broken_ * (ever_kept_ ? retreat : halved);
    return slower < slowest ? std::nullopt : std::optional{step_at(slower, 1)};
  }
  if (confirmed_) return std::nullopt;
  if (!broken_ && *kept_ < limits_.top_rate) return step_at(std::min(2 * *kept_, limits_.top_rate), 1);
  if (broken_ && *broken_ > *kept_ * (1 + limits_.precision)) return step_at(std::sqrt(*kept_ * *broken_), 1);
  return step_at(*kept_, confirmation);
}

std::optional<probe_step> probe_search::next() const noexcept {
  auto const step = wanted();
  if (step && step->requests * limits_.batch > left_) return std::nullopt;
  return step;
}

probe_verdict probe_search::observe(probe_observation const& seen) noexcept {
  auto const step = *next();
  left_ -= std::min(left_, seen.numbers);
  auto const verdict = judge(step, seen, limits_);
  if (verdict == probe_verdict::kept) {
    note_kept(step.rate, seen.p99);
    doubted_ = false;
  } else if (!doubted_) {
    doubted_ = true;
  } else {
    note_broken(step.rate, verdict);
    doubted_ = false;
  }
  return verdict;
}

void probe_search::note_kept(double rate, duration p99) noexcept {
  confirmed_ = kept_ == rate;
  kept_ = rate;
  ever_kept_ = true;
  p99_ = p99;
}

void probe_search::note_broken(double rate, probe_verdict by) noexcept {
  broken_ = rate;
  broken_by_ = by;
  // It was kept once and not for longer: what is a little slower has to show itself anew.
  if (kept_ && *kept_ >= rate) kept_.reset();
}

probe_search::ending probe_search::how() const noexcept {
  if (next()) return ending::running;
  if (wanted()) return ending::numbers_used;
  return kept_ ? ending::found : ending::nothing_kept;
}

std::uint64_t numbers_to_reach(double rate, probe_limits const& limits) noexcept {
  double requests = 0;
  for (double at = limits.start_rate;; at = std::min(2 * at, limits.top_rate)) {
    requests += std::max(static_cast<double>(least_requests), std::ceil(at * seconds(limits.step)));
    if (at >= std::min(rate, limits.top_rate)) break;
  }
  return static_cast<std::uint64_t>(requests) * limits.batch;
}

}  // namespace rcs::bench

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

std::uint64_t requests_of(double rate, double length, probe_limits const& limits) noexcept {
  auto const requests = std::llround(std::ceil(rate * seconds(limits.step) * length));
  return std::max(least_requests, static_cast<std::uint64_t>(requests));
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
  return {rate, requests_of(rate, length, limits_)};
}

std::optional<probe_step> probe_search::wanted() const noexcept {
  if (!kept_ && !broken_) return step_at(limits_.start_rate, 1);
  if (!kept_) {
    auto const slower = *broken_ * (ever_kept_ ? retreat : halved);
    return slower < slowest ? std::nullopt : std::optional{step_at(slower, 1)};
  }
  if (confirmed_) return std::nullopt;
  auto const higher = better();
  auto const last_word = step_at(*kept_, confirmation);
  // A climb leaves enough to confirm what is kept; a narrower gap is worth nothing if its lower end is not confirmed.
  auto const reserve = broken_ && higher ? step_at(higher->rate, confirmation).requests : last_word.requests;
  if (higher && can_pay(higher->requests + reserve)) return higher;
  return last_word;
}

std::optional<probe_step> probe_search::better() const noexcept {
  if (!broken_) {
    return *kept_ < limits_.top_rate ? std::optional{step_at(std::min(2 * *kept_, limits_.top_rate), 1)} : std::nullopt;
  }
  bool const narrow = *broken_ <= *kept_ * (1 + limits_.precision);
  return narrow ? std::nullopt : std::optional{step_at(std::sqrt(*kept_ * *broken_), 1)};
}

std::optional<probe_step> probe_search::next() const noexcept {
  if (doubted_ && can_pay(doubted_->requests)) return doubted_;
  auto const step = wanted();
  return step && can_pay(step->requests) ? step : std::nullopt;
}

probe_verdict probe_search::observe(probe_observation const& seen) noexcept {
  auto const step = *next();
  left_ -= std::min(left_, seen.numbers);
  auto const verdict = judge(step, seen, limits_);
  if (verdict == probe_verdict::kept) {
    note_kept(step.rate, seen.p99);
    doubted_.reset();
  } else if (!doubted_) {
    doubted_ = step;
  } else {
    note_broken(step.rate, verdict);
    doubted_.reset();
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
  if (wanted() || (kept_ && better())) return ending::numbers_used;
  return kept_ ? ending::found : ending::nothing_kept;
}

std::uint64_t numbers_to_reach(double rate, probe_limits const& limits) noexcept {
  std::uint64_t requests = 0;
  for (double at = limits.start_rate;; at = std::min(2 * at, limits.top_rate)) {
    requests += requests_of(at, 1, limits);
    if (at >= std::min(rate, limits.top_rate)) break;
  }
  return requests * limits.batch;
}

std::uint64_t numbers_to_confirm(double rate, probe_limits const& limits) noexcept {
  return requests_of(rate, confirmation, limits) * limits.batch;
}

}  // namespace rcs::bench

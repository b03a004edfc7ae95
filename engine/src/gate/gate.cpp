#include "gate/gate.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace rcs {
namespace {

void check_range(bool good, char const* name, char const* range) {
  if (!good) throw std::invalid_argument{std::string{name} + " must be " + range};
}

gate_options const& checked(gate_options const& o) {
  auto const counts = [](double value) { return std::isfinite(value) && value >= 0; };
  check_range(counts(o.rate.value_or(0)), "rate", "0 (no limit) or more");
  check_range(std::isfinite(o.burst) && o.burst >= 1, "burst", "at least 1");
  check_range(counts(o.rate_numbers), "rate_numbers", "0 (no limit) or more");
  check_range(o.batch_max >= 1, "batch_max", "at least 1");
  check_range(o.max_in_flight >= 1, "max_in_flight", "at least 1");
  check_range(counts(o.retry_budget), "retry_budget", "0 or more");
  return o;
}

/// Where the rate is learned, pauses that nobody asked for are shorter: what is not asked for in them tells nothing,
/// and a pause that is longer than the window it was for is wasted.
constexpr duration longest_guess = std::chrono::seconds{4};

rate_limiter::limits numbers_limits(gate_options const& o) noexcept {
  double const largest = static_cast<double>(o.batch_max);
  return {.rate = o.rate_numbers, .capacity = largest, .admits = largest};
}

}  // namespace

gate::gate(gate_options const& options, time_point start)
    : burst_{options.burst},
      requests_{{.rate = checked(options).rate.value_or(0), .capacity = options.burst}, start},
      numbers_{numbers_limits(options), start},
      cool_down_{start, options.rate ? cool_down::pause.cap : longest_guess},
      most_{options.max_in_flight},
      ramp_{options.max_in_flight},
      budget_{options.retry_budget, start} {
  if (!options.rate) rate_.emplace(start);
  if (options.learn_in_flight) concurrency_.emplace(most_);
}

gate::answer gate::ask(time_point now) {
  using kind = answer::kind;
  using reason = answer::reason;
  auto const full = [this](reason why) {
    slots_.forget();
    return answer{kind::full, {}, why};
  };
  if (!probation_.admits(in_flight_)) return full(proven() ? reason::suspect : reason::unproven);
  if (in_flight_ >= limit()) return full(reason::in_flight);

  answer held{kind::wait, requests_.due(), reason::rate};
  if (numbers_.due() > held.at) held = {kind::wait, numbers_.due(), reason::rate_numbers};
  if (cool_down_.until() > held.at) held = {kind::wait, cool_down_.until(), reason::cool_down};
  if (held.at > now) {
    slots_.told(held.at);
    return held;
  }
  slots_.granted(now);
  return {kind::go, now, reason::none};
}

std::uint64_t gate::depart(time_point now, std::size_t numbers, bool retried) {
  time_point const counted = slots_.counted(now);
  requests_.charge(now, counted, 1);
  numbers_.charge(now, counted, numbers);
  if (retried) budget_.retried(now);
  ++in_flight_;
  std::uint64_t const id = ++last_id_;
  cool_down_.departed(id);
  if (concurrency_) concurrency_->departed(id, now, in_flight_);
  if (rate_) {
    rate_->departed(id, now);
    follow_rate(now);
  }
  probation_.departed(id);
  return id;
}

void gate::returned(std::uint64_t id, time_point now, signal s, std::optional<duration> retry_after, double random01,
                    duration took) {
  --in_flight_;
  switch (s) {
    case signal::success:
      probation_.succeeded(id);
      budget_.succeeded(now);
      if (cool_down_.succeeded(id)) ramp_.succeeded();
      if (rate_) rate_->succeeded(id, now);
      if (concurrency_) concurrency_->answered(id, now, took);
      break;
    case signal::throttled:
      probation_.undecided(id);
      note_throttled(id, now, retry_after, random01, took);
      if (concurrency_) concurrency_->undecided(id, now);
      break;
    case signal::refused:
      probation_.refused(id);
      if (rate_) rate_->undecided(id, now);
      if (concurrency_) concurrency_->undecided(id, now);
      break;
    case signal::other:
      probation_.undecided(id);
      if (rate_) rate_->undecided(id, now);
      if (concurrency_) concurrency_->lost(id, now);
      break;
  }
}

void gate::note_throttled(std::uint64_t id, time_point now, std::optional<duration> retry_after, double random01,
                          duration took) {
  if (!rate_) {
    if (cool_down_.throttled(id, now, retry_after, random01)) ramp_.restart();
    return;
  }
  // Where the rate is learned, it is what holds us back after a pause, and no ramp is needed.
  bool const pauses = retry_after || !rate_->forgives(id, now);
  if (pauses) cool_down_.throttled(id, now, retry_after, rate_->expects_more(now) ? 0 : random01);
  rate_->throttled(id, now, {now - took, std::max(now, cool_down_.until()), retry_after.has_value()});
  follow_rate(now);
}

void gate::follow_rate(time_point now) noexcept {
  auto const rate = rate_->rate().value_or(0);
  if (rate == followed_) return;
  followed_ = rate;
  requests_.change_rate(rate, now);
}

void gate::unsent(std::uint64_t id, std::size_t numbers) noexcept {
  --in_flight_;
  probation_.undecided(id);
  if (rate_) rate_->unsent(id);
  if (concurrency_) concurrency_->unsent(id);
  if (id != last_id_) return;
  requests_.refund(1);
  numbers_.refund(numbers);
}

void gate::limit_rate(double rate, time_point now) {
  requests_ = rate_limiter{{.rate = rate, .capacity = burst_}, std::max(now, requests_.due())};
  rate_.reset();
}

std::optional<double> gate::learned_rate() const noexcept {
  return rate_ ? rate_->learned() : std::nullopt;
}

std::size_t gate::learned_in_flight() const noexcept {
  return concurrency_ ? concurrency_->limit() : most_;
}

std::size_t gate::limit() const noexcept {
  return std::min(ramp_.limit(), learned_in_flight());
}

std::size_t gate::in_flight_limit() const noexcept {
  bool const one_at_a_time = !probation_.proven() || probation_.suspect();
  return one_at_a_time ? 1 : limit();
}

}  // namespace rcs

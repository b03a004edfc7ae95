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
  check_range(counts(o.rate), "rate", "0 (no limit) or more");
  check_range(std::isfinite(o.burst) && o.burst >= 1, "burst", "at least 1");
  check_range(counts(o.rate_numbers), "rate_numbers", "0 (no limit) or more");
  check_range(o.batch_max >= 1, "batch_max", "at least 1");
  check_range(o.max_in_flight >= 1, "max_in_flight", "at least 1");
  check_range(counts(o.retry_budget), "retry_budget", "0 or more");
  return o;
}

rate_limiter::limits numbers_limits(gate_options const& o) noexcept {
  double const largest = static_cast<double>(o.batch_max);
  return {.rate = o.rate_numbers, .capacity = largest, .admits = largest};
}

}  // namespace

gate::gate(gate_options const& options, time_point start)
    : burst_{options.burst},
      requests_{{.rate = checked(options).rate, .capacity = options.burst}, start},
      numbers_{numbers_limits(options), start},
      cool_down_{start},
      ramp_{options.max_in_flight},
      budget_{options.retry_budget, start} {}

gate::answer gate::ask(time_point now) {
  using kind = answer::kind;
  using reason = answer::reason;
  auto const full = [this](reason why) {
    slots_.forget();
    return answer{kind::full, {}, why};
  };
  if (!probation_.admits(in_flight_)) return full(proven() ? reason::suspect : reason::unproven);
  if (in_flight_ >= ramp_.limit()) return full(reason::in_flight);

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
  probation_.departed(id);
  return id;
}

void gate::returned(std::uint64_t id, time_point now, signal s, std::optional<duration> retry_after, double random01) {
  --in_flight_;
  switch (s) {
    case signal::success:
      probation_.succeeded(id);
      budget_.succeeded(now);
      if (cool_down_.succeeded(id)) ramp_.succeeded();
      break;
    case signal::throttled:
      probation_.undecided(id);
      if (cool_down_.throttled(id, now, retry_after, random01)) ramp_.restart();
      break;
    case signal::refused:
      probation_.refused(id);
      break;
    case signal::other:
      probation_.undecided(id);
      break;
  }
}

void gate::unsent(std::uint64_t id, std::size_t numbers) noexcept {
  --in_flight_;
  probation_.undecided(id);
  if (id != last_id_) return;
  requests_.refund(1);
  numbers_.refund(numbers);
}

void gate::limit_rate(double rate, time_point now) {
  requests_ = rate_limiter{{.rate = rate, .capacity = burst_}, std::max(now, requests_.due())};
}

std::size_t gate::in_flight_limit() const noexcept {
  bool const one_at_a_time = !probation_.proven() || probation_.suspect();
  return one_at_a_time ? 1 : ramp_.limit();
}

}  // namespace rcs

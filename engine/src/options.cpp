#include "rcs/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace rcs {
namespace {

using std::chrono::duration_cast;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

template <typename Number>
void in_range(std::string_view name, Number value, Number least, Number most) {
  // Written so that a NaN is out of range.
  if (value >= least && value <= most) return;
  throw std::invalid_argument{fmt::format("{} is {}, and must be between {} and {}", name, value, least, most)};
}

void in_range(std::string_view name, nanoseconds value, nanoseconds least, nanoseconds most) {
  if (value >= least && value <= most) return;
  auto const in_ms = [](nanoseconds d) { return duration_cast<milliseconds>(d).count(); };
  throw std::invalid_argument{
      fmt::format("{} is {} ms, and must be between {} and {} ms", name, in_ms(value), in_ms(least), in_ms(most))};
}

constexpr nanoseconds year = hours{24 * 366};

}  // namespace

std::string pod_endpoint(std::string const& pod) {
  auto const allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  if (pod.empty() || pod.size() > 32 || !std::all_of(pod.begin(), pod.end(), allowed)) {
    throw std::invalid_argument{"a pod is 1 to 32 lower-case letters, digits or hyphens, such as na"};
  }
  return "https://rcs-api." + pod + ".kaleyra.io";
}

unsigned most_in_flight(engine_options const& o) noexcept {
  return std::min(o.max_in_flight.value_or(most_connections(o)), most_connections(o));
}

unsigned most_connections(engine_options const& o) noexcept {
  constexpr unsigned most_learned = 256;
  return o.connections != 0 ? o.connections : o.max_in_flight.value_or(most_learned);
}

void check(engine_options const& o) {
  in_range("threads", o.threads, 1U, 256U);
  in_range("max_in_flight", o.max_in_flight.value_or(1), 1U, 100'000U);
  in_range("connections", o.connections, 0U, 100'000U);
  in_range("rate", o.rate.value_or(0), 0.0, 1e6);
  in_range("burst", o.burst, 1.0, 1e6);
  in_range("rate_numbers", o.rate_numbers, 0.0, 1e9);
  in_range<std::size_t>("batch_max", o.batch_max, 1, 10'000);
  in_range("retry_budget", o.retry_budget, 0.0, 10.0);
  in_range("timeout", o.timeout, milliseconds{1}, hours{1});
  in_range("connect_timeout", o.connect_timeout, milliseconds{1}, hours{1});
  in_range("connection_max_age", o.connection_max_age, nanoseconds{0}, year);
}

void check(run_options const& o, engine_options const& engine) {
  in_range<std::size_t>("batch_max", o.batch_max, 1, engine.batch_max);
  in_range<std::size_t>("batch_min", o.batch_min, 1, o.batch_max);
  in_range("attempts", o.attempts, 1U, 100U);
  in_range("ask_missing", o.ask_missing, 0U, 100U);
  if (o.max_unsettled != 0) in_range<std::size_t>("max_unsettled", o.max_unsettled, 2 * o.batch_max, 1'000'000'000);
  in_range("deadline", o.deadline, nanoseconds{0}, year);
  in_range("stall", o.stall, seconds{1}, year);
  in_range("drain", o.drain, nanoseconds{0}, hours{1});
  if (o.save_every != nanoseconds{0}) in_range("save_every", o.save_every, milliseconds{10}, hours{1});
  in_range("progress_every", o.progress_every, milliseconds{10}, hours{1});
  (void)normalizer{o.numbers};
}

}  // namespace rcs

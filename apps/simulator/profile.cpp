#include "simulator/profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string_view>

namespace rcs::sim {
namespace {

void require(bool met, std::string_view option, std::string_view demand) {
  if (!met) throw std::invalid_argument{fmt::format("--{}: {}", option, demand)};
}

void require_share(double share, std::string_view option) {
  require(share >= 0 && share <= 1, option, "a share is within 0 and 1");
}

void check(contract_rules const& rules) {
  constexpr std::size_t largest_body = std::size_t{16} << 20U;
  require(!rules.sid.empty(), "sid", "must not be empty");
  require(!rules.key.empty(), "key-file", "the key must not be empty");
  require(rules.min >= 1 && rules.min <= rules.max, "min", "is within 1 and --max");
  require(rules.max_body >= 1 && rules.max_body <= largest_body, "max-body", "is within 1 and 16 Mi");
  require_share(rules.poison, "poison");
  require_share(rules.dropped, "dropped");
}

void check(answer_rules const& rules) {
  require_share(rules.enabled, "enabled");
  require_share(rules.missing, "missing");
  require_share(rules.missing_once, "missing-once");
  require_share(rules.extra, "extra");
  require_share(rules.repeat, "repeat");
  require_share(rules.conflict, "conflict");
  require_share(rules.indeterminate, "indeterminate");
}

void check(latency_rules const& rules) {
  require(rules.typical >= duration::zero(), "latency", "must not be negative");
  require(rules.max >= rules.typical, "latency-max", "must not be under --latency");
  require(rules.sigma > 0 && rules.sigma <= 5, "latency-sigma", "is over 0 and at most 5");
  require(rules.alpha > 0 && rules.alpha <= 100, "latency-alpha", "is over 0 and at most 100");
}

void check(throttle_rules const& rules) {
  require(rules.rate >= 0, "rate", "must not be negative");
  require(rules.burst >= 1, "burst", "is at least 1");
  require(rules.rate_numbers >= 0, "rate-numbers", "must not be negative");
}

void check(fault_rules const& rules) {
  for (std::size_t i = 0; i < fault_count; ++i) require_share(rules.shares[i], faults_known[i].name);
  require_share(rules.error, "error");
  require_share(rules.slow, "slow");
  require_share(rules.http10, "http10");
  require_share(rules.chunked, "chunked");
  require_share(rules.continue_100, "continue-100");
  // The sum of decimal shares that make exactly 1 may be a few ulp over it.
  require(std::accumulate(rules.shares.begin(), rules.shares.end(), rules.error) <= 1 + 1e-9, "error",
          "all faults together are over 1, and no two hit the same request");
  require(rules.error == 0 || !rules.error_mix.empty(), "error-mix", "must not be empty");
  for (auto const status : rules.error_mix) {
    auto const known = std::any_of(faults_known.begin() + 1, faults_known.end(), [status](fault_info const& f) {
      return f.name.starts_with("error-") && f.status == status;
    });
    require(known, "error-mix", fmt::format("{} is none of 408, 409, 500, 501, 502, 503, 504", status));
  }
  require(rules.stall_for > duration::zero(), "stall-for", "is over 0");
  require(rules.slow_for >= duration::zero(), "slow-for", "must not be negative");
  require(rules.huge_cap >= std::size_t{1} << 20U, "huge-cap", "is at least 1 Mi");
}

}  // namespace

void check(profile const& rules) {
  check(rules.contract);
  check(rules.answers);
  check(rules.latency);
  check(rules.throttle);
  check(rules.faults);
  require(rules.connections.idle_timeout >= duration::zero(), "idle-timeout", "must not be negative");
  require(rules.count_repeats || rules.answers.missing_once == 0, "missing-once", "does not go with --no-repeats");
}

}  // namespace rcs::sim

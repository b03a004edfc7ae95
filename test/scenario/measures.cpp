#include "scenario/measures.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "scrub/exit_code.hpp"

namespace rcs::test {

std::map<std::string, double> measures_of(virtual_run const& run) {
  auto const count = [](std::uint64_t n) { return static_cast<double>(n); };
  auto const seconds = [](duration span) { return std::chrono::duration<double>(span).count(); };
  std::map<std::string, double> all{
      {"exit", scrub::exit_code_of(run.totals)},
      {"took", seconds(run.took)},
      {"requests", count(run.log.requests)},
      {"bulk", count(run.log.bulk)},
      {"singles", count(run.log.singles)},
      {"retried", count(run.totals.requests_retried)},
      {"successes", count(run.log.successes)},
      {"throttled", count(run.log.throttled)},
      {"most_in_flight", count(run.log.most_in_flight)},
      {"most_unsettled", count(run.most_unsettled)},
      {"connections", count(run.totals.connections_opened)},
      {"rows", count(run.totals.rows)},
      {"result_rows", count(run.rows.size())},
      {"latency_max", seconds(run.totals.latency_max)},
      {"learned_rate", run.totals.learned_rate.value_or(0)},
      {"learned_in_flight", count(run.totals.learned_in_flight.value_or(0))},
  };
  for (std::size_t i = 0; i < outcome_count; ++i) all[std::string{outcome_names[i]}] = count(run.totals.outcomes[i]);
  return all;
}

std::string name_of(ending how) {
  constexpr std::array<std::string_view, 9> names{"finished",     "refused",       "interrupted",
                                                  "deadline",     "over_budget",   "stalled",
                                                  "input_failed", "output_failed", "unbalanced"};
  return std::string{names.at(static_cast<std::size_t>(how))};
}

}  // namespace rcs::test

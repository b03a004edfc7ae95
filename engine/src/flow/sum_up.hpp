#pragma once

#include <chrono>

#include "flow/run_context.hpp"
#include "rcs/summary.hpp"
#include "settle/histogram.hpp"
#include "settle/ledger.hpp"

namespace rcs {

/// What the process had used, and what connections there had been, when this was made.
struct usage_mark {
  explicit usage_mark(run_environment const& env);
  std::chrono::nanoseconds cpu{};
  connection_counts connections;
};

/// The totals of a run as it stands, with those of the run that it goes on from; how it ended is left open.
[[nodiscard]] summary sum_up(run_context const& run, usage_mark const& before, ledger const& books);

/// The latencies of the run and of the one that it goes on from.
[[nodiscard]] histogram latencies_of(run_context const& run);

}  // namespace rcs

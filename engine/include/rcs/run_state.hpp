#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "rcs/outcome.hpp"
#include "rcs/row_set.hpp"
#include "rcs/summary.hpp"

namespace rcs {

/// How far a run has come, as of the rows that its sink has written: what another run over the same input needs to go
/// on from there, and to have the totals of both.
struct run_state {
  /// Rows that are not to be asked again: their results are written, or they need none (repeats that are dropped, lines
  /// that hold no row).
  row_set settled;
  /// Rows written, by outcome.
  std::array<std::uint64_t, outcome_count> written{};
  /// The totals so far. What was read and not settled is among `not_asked`.
  summary totals;
  /// Latencies of answered requests: bucket and count, in the order of the buckets (see `settle/histogram`).
  std::vector<std::pair<std::uint32_t, std::uint64_t>> latencies;
};

}  // namespace rcs

#pragma once

#include <cstdint>
#include <string>

#include "settle/tally.hpp"

namespace rcs {

/// The books of a run: what went in, counted where it is read, against what came out, counted where it is written.
struct ledger {
  std::uint64_t rows_read = 0;   ///< counted by the reader
  std::uint64_t unique = 0;      ///< distinct valid numbers among them
  std::uint64_t duplicates = 0;  ///< repeats that get no row of their own
  std::uint64_t assumed_international = 0;
  std::uint64_t unsettled = 0;  ///< counted by the planner when the run ends: read, and no row written
  tally written;                ///< added up as blocks are written

  /// Rows = sum of outcomes, with duplicates and unsettled (`not_asked`) in it.
  [[nodiscard]] bool balanced() const noexcept;
  /// The two sides, for the message when they differ.
  [[nodiscard]] std::string describe() const;
};

}  // namespace rcs

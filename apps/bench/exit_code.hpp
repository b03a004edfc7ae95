#pragma once

#include "bench/run_load.hpp"

namespace rcs::bench {

/// The program's exit codes, part of its contract; the same as rcs-scrub's where they mean the same.
enum exit_code : int {
  measured = 0,
  usage = 2,          ///< or configuration
  nothing_found = 3,  ///< by a probe
  stopped_by_answer = 4,
  interrupted = 5,
  own_limit = 6,  ///< stall
  internal_error = 70,
  io_error = 74,
};

[[nodiscard]] inline exit_code exit_code_of(load_result const& done) noexcept {
  if (done.interrupted) return interrupted;
  switch (done.totals.how) {
    case ending::finished:
    case ending::interrupted:  // by the load's own bounds
      return measured;
    case ending::refused:
      return stopped_by_answer;
    case ending::deadline:
    case ending::over_budget:
    case ending::stalled:
      return own_limit;
    case ending::input_failed:
    case ending::output_failed:
      return io_error;
    case ending::unbalanced:
      break;
  }
  return internal_error;
}

}  // namespace rcs::bench

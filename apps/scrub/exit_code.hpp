#pragma once

#include "rcs/summary.hpp"

namespace rcs::scrub {

/// The program's exit codes, part of its contract.
enum exit_code : int {
  every_row_final = 0,
  usage = 2,           ///< or configuration
  some_retryable = 3,  ///< finished, and asking some rows later may give a better answer
  stopped_by_answer = 4,
  interrupted = 5,
  own_limit = 6,    ///< deadline, budget or stall
  unbalanced = 70,  ///< EX_SOFTWARE
  io_error = 74,    ///< EX_IOERR
};

[[nodiscard]] constexpr exit_code exit_code_of(summary const& s) noexcept {
  switch (s.how) {
    case ending::finished:
      return s.retryable() == 0 ? every_row_final : some_retryable;
    case ending::refused:
      return stopped_by_answer;
    case ending::interrupted:
      return interrupted;
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
  return unbalanced;
}

}  // namespace rcs::scrub

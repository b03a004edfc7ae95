#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "model/time.hpp"

namespace rcs::test {

/// A request as it departed.
struct sent_request {
  time_point at;
  std::size_t numbers = 0;
  bool retried = false;         ///< paid for by the retry budget
  std::uint64_t successes = 0;  ///< answers with devices before it
};

/// What one refused batch has cost.
struct isolation_bill {
  std::uint64_t requests = 0;  ///< for its suspects, each batch of them counted once
  std::uint64_t found = 0;     ///< bad numbers
};

/// What the upstream saw, to be held against what the engine says.
struct server_log {
  std::uint64_t requests = 0;
  std::uint64_t bulk = 0;
  std::uint64_t singles = 0;
  std::uint64_t bad_sizes = 0;           ///< bulk requests outside the limits, or with a number twice
  std::uint64_t asked_after_answer = 0;  ///< numbers asked although their answer or refusal had been given
  std::uint64_t rows_after_answer = 0;   ///< the same by row, which repeats that are kept do not excuse
  std::vector<time_point> departures;
  std::size_t most_in_flight = 0;
  std::uint64_t died_idle = 0;  ///< connections found dead by who held them

  std::vector<sent_request> sent;
  std::uint64_t thin = 0;      ///< bulk requests with too few numbers that had never been left out of an answer
  unsigned most_left_out = 0;  ///< answers that left out the same number
  std::uint64_t hasty = 0;     ///< requests before a `Retry-After` was over
  std::uint64_t unproven = 0;  ///< requests beside another one before anything had succeeded
  std::uint64_t successes = 0;
  std::uint64_t throttled = 0;
  std::map<std::uint32_t, isolation_bill> isolations;
  std::optional<time_point> last_success;
  duration longest_drought{};  ///< between two successes, or the start and the first
  duration busy{};             ///< the time that all requests were out, added up
  duration back_off{};         ///< that the failed ones call for at most, added up
  duration longest_retry_after{};
};

}  // namespace rcs::test

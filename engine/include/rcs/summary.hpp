#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rcs/outcome.hpp"

namespace rcs {

/// Why a run ended.
enum class ending : std::uint8_t {
  finished,       ///< the end of the input was reached and every row is settled
  refused,        ///< an answer said that going on is useless: dead key, wrong host, certificate, RCS not enabled
  interrupted,    ///< the caller's stop signal
  deadline,       ///< the run's own time limit
  over_budget,    ///< the run's own limit of numbers
  stalled,        ///< no success for the stall time
  input_failed,   ///< the source could not be read
  output_failed,  ///< the sink could not be written
  unbalanced,     ///< the books do not balance: a bug
};

/// What a run did, as the engine reports it and the summary file holds it. Counts are exact.
struct summary {
  using name_counts = std::vector<std::pair<std::string, std::uint64_t>>;

  ending how = ending::finished;
  std::string why;  ///< for people, empty when finished; server's words are bounded and escaped

  std::uint64_t rows = 0;  ///< read
  /// Distinct valid numbers; not known where repeats are kept, since that would take memory for each number.
  std::optional<std::uint64_t> unique;
  std::uint64_t assumed_international = 0;
  std::array<std::uint64_t, outcome_count> outcomes{};  ///< by index_of(outcome); sums to `rows`
  name_counts carriers;                                 ///< most frequent first
  name_counts carrier_statuses;
  std::uint64_t known_before = 0;              ///< of the answered rows, those that `prior_answers` knew
  std::chrono::seconds oldest_known_before{};  ///< how old the oldest of these answers was

  std::uint64_t requests_sent = 0;  ///< on the wire, replays included
  std::uint64_t requests_bulk = 0;
  std::uint64_t requests_single = 0;
  std::uint64_t requests_retried = 0;  ///< of `requests_sent`, those that carried a batch for another time
  name_counts by_status;               ///< status codes, and transport classes for requests without an answer

  std::uint64_t connections_opened = 0;
  std::uint64_t connections_reused = 0;   ///< requests that found a connection open
  std::uint64_t connections_resumed = 0;  ///< of those opened, with a resumed TLS session
  std::uint64_t connections_failed = 0;

  std::chrono::nanoseconds latency_p50{};  ///< of answered requests, first byte sent to last byte received
  std::chrono::nanoseconds latency_p90{};
  std::chrono::nanoseconds latency_p99{};
  std::chrono::nanoseconds latency_p999{};
  std::chrono::nanoseconds latency_max{};

  std::optional<double> learned_rate;            ///< requests a second; none if none was needed, or it was given
  std::optional<std::size_t> learned_in_flight;  ///< requests out at once; none if it was given

  std::chrono::nanoseconds elapsed{};
  std::chrono::nanoseconds cpu{};    ///< of the process, user and system, while the run lasted
  std::uint64_t peak_rss_bytes = 0;  ///< of the process

  [[nodiscard]] std::uint64_t of(outcome o) const noexcept { return outcomes[index_of(o)]; }
  /// Finished, and nothing unsettled.
  [[nodiscard]] bool complete() const noexcept { return how == ending::finished; }
  /// Rows that asking later may answer better.
  [[nodiscard]] std::uint64_t retryable() const noexcept {
    return of(outcome::missing) + of(outcome::failed) + of(outcome::not_asked);
  }
  /// Settled numbers a second, invalid rows and repeats left out.
  [[nodiscard]] double numbers_per_second() const noexcept;
};

}  // namespace rcs

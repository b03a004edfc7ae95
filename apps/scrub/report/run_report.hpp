#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rcs/outcome.hpp"
#include "rcs/summary.hpp"
#include "scrub/report/answer_counts.hpp"

namespace rcs::scrub {

/// From rows to numbers that can receive RCS.
struct funnel {
  std::uint64_t rows = 0;
  std::array<std::uint64_t, outcome_count> outcomes{};  ///< by index_of(outcome); sums to `rows`
  bool repeats_are_asked = false;                       ///< so that it is not known which numbers are distinct

  [[nodiscard]] std::uint64_t of(outcome o) const noexcept { return outcomes[index_of(o)]; }
  [[nodiscard]] std::uint64_t valid() const noexcept { return rows - of(outcome::invalid); }
  [[nodiscard]] std::uint64_t distinct() const noexcept { return valid() - of(outcome::duplicate); }
  [[nodiscard]] std::uint64_t asked() const noexcept {
    return distinct() - of(outcome::suppressed) - of(outcome::not_asked);
  }
  [[nodiscard]] std::uint64_t answered() const noexcept {
    return enabled() + of(outcome::not_enabled) + of(outcome::indeterminate);
  }
  [[nodiscard]] std::uint64_t enabled() const noexcept { return of(outcome::enabled); }

  friend bool operator==(funnel const&, funnel const&) = default;
};

using reach_by_name = std::vector<std::pair<std::string, reach_counts>>;

/// An earlier report that this one is compared with.
struct earlier_report {
  std::string lists;  ///< their names
  std::string ended;
  funnel totals;
  reach_by_name carriers;

  friend bool operator==(earlier_report const&, earlier_report const&) = default;
};

/// What a run came to, as its report has it: all that the page and the JSON say. Texts are UTF-8; those from outside
/// are as they came. Spans of time are whole: their unit is in the name.
struct run_report {
  struct list {
    std::string name;
    std::optional<std::uint64_t> bytes;  ///< none: it could not be read a second time
    std::string hash;

    friend bool operator==(list const&, list const&) = default;
  };
  struct invalid_reason {
    std::string reason;
    answer_counts::invalid_rows rows;
  };
  struct error {
    outcome what = outcome::failed;
    std::string words;  ///< the class of the failure, or the server's words
    std::uint64_t count = 0;

    friend bool operator==(error const&, error const&) = default;
  };
  /// What came back in one slice of time.
  struct slice {
    std::uint64_t numbers = 0;  ///< answered
    std::uint64_t answered = 0;
    std::uint64_t throttled = 0;
    std::uint64_t failed = 0;
    std::uint64_t p50_us = 0;  ///< of answered requests; 0 if there was none
    std::uint64_t p99_us = 0;

    friend bool operator==(slice const&, slice const&) = default;
  };
  struct traffic {
    std::uint64_t sent = 0;
    std::uint64_t bulk = 0;
    std::uint64_t single = 0;
    std::uint64_t retried = 0;
    std::uint64_t connections_opened = 0;
    std::uint64_t connections_failed = 0;
    summary::name_counts by_status;
    std::array<std::uint64_t, 5> latency_us{};  ///< p50, p90, p99, p99.9, largest
    std::uint64_t elapsed_ms = 0;
    std::uint64_t cpu_ms = 0;
    std::uint64_t peak_rss_bytes = 0;

    friend bool operator==(traffic const&, traffic const&) = default;
  };
  struct price {
    std::string per_number;  ///< a decimal number of 0 or more
    std::string currency;    ///< may be empty

    friend bool operator==(price const&, price const&) = default;
  };

  std::string program;  ///< its version
  std::string endpoint;
  std::string sid_hash;
  std::vector<list> lists;
  std::vector<std::pair<std::string, std::string>> options;
  std::string begun;   ///< of the process that ended the run
  std::string ended;   ///< of it
  std::string ending;  ///< a token of the summary
  std::string why;     ///< for people; empty if finished
  bool resumed = false;
  bool sampled = false;  ///< the rows are a sample of the list

  funnel totals;
  std::uint64_t assumed_international = 0;
  std::string regions_are;  ///< what the names of `regions` are, for the head of a column
  reach_by_name regions;
  reach_by_name carriers;
  reach_by_name carrier_statuses;
  std::vector<invalid_reason> invalid;  ///< the most frequent first
  std::vector<error> errors;            ///< the most frequent first

  traffic requests;
  std::uint64_t slice_ms = 0;
  std::vector<slice> course;  ///< of the process that ended the run
  std::optional<price> cost;
  std::optional<earlier_report> earlier;
};

/// The names of the lists, as people are told them.
[[nodiscard]] std::string names_of_lists(run_report const& report);

}  // namespace rcs::scrub

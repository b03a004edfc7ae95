#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/probe_search.hpp"

namespace rcs::bench {

/// One rate that was tried.
struct probe_line {
  probe_step asked;
  probe_observation seen;
  probe_verdict verdict = probe_verdict::kept;
  std::uint64_t not_asked = 0;  ///< requests, since it was ended early
};

/// What came of a probe, for reports.
struct probe_report {
  std::string endpoint;
  std::string date;
  probe_limits limits;
  unsigned in_flight = 0;  ///< requests that could be out at once
  std::vector<probe_line> lines;
  probe_search::ending how = probe_search::ending::running;
  bool interrupted = false;
  bool confirmed = false;
  std::optional<double> sustained;
  std::optional<double> broken;
  probe_verdict broken_by = probe_verdict::kept;
  duration p99{};  ///< at the sustained rate

  [[nodiscard]] std::uint64_t numbers() const noexcept;
  /// What to give to --max-in-flight at the sustained rate: as many as are out at once at that rate if each is out as
  /// long as the slowest of a hundred (Little's law), and a quarter more.
  [[nodiscard]] unsigned max_in_flight() const noexcept;
  /// The sustained rate, cut to three digits.
  [[nodiscard]] double rate() const noexcept;
};

/// What a probe is about to do, before it asks anything.
[[nodiscard]] std::string plan_text(probe_report const& about);
/// One rate, as it has been tried.
[[nodiscard]] std::string line_text(probe_line const& line);
/// What was found, and which options to use.
[[nodiscard]] std::string conclusion_text(probe_report const& report);
[[nodiscard]] std::string to_json(probe_report const& report);

}  // namespace rcs::bench

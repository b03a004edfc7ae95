#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bench/measurement.hpp"
#include "common/timeline.hpp"
#include "rcs/summary.hpp"

namespace rcs::bench {

/// What is told of a load that has run, in whatever form.
struct load_report {
  std::string what;      ///< the load, in words
  std::string endpoint;  ///< without path and account
  std::string date;      ///< when it began, UTC
  std::size_t batch = 0;
  unsigned in_flight = 0;              ///< requests that may be out at once
  std::size_t connections = 0;         ///< that may be up
  std::uint64_t most_connections = 0;  ///< that were up at once

  std::optional<double> asked_rate;  ///< requests a second, on average; none in a closed loop
  std::optional<double> asked_from;  ///< at the start; likewise
  std::optional<double> asked_to;    ///< and at the end
  std::uint64_t not_sent = 0;        ///< of the plan
  duration span{};                   ///< what is measured took so long
  duration warm_up{};                ///< before it
  measurement measured;
  measurement warming;
  timeline course;
  summary totals;  ///< of the run, warm-up included
  std::vector<std::string> remarks;

  /// Answered requests a second.
  [[nodiscard]] double achieved() const noexcept { return per_second(measured.of(exchange_result::answered)); }
  [[nodiscard]] double numbers_a_second() const noexcept { return per_second(measured.numbers()); }
  /// CPU time of this program for a request, in microseconds.
  [[nodiscard]] double cpu_per_request() const noexcept {
    auto const requests = static_cast<double>(totals.requests_sent);
    return requests == 0 ? 0 : std::chrono::duration<double, std::micro>(totals.cpu).count() / requests;
  }

 private:
  [[nodiscard]] double per_second(std::uint64_t count) const noexcept {
    auto const s = std::chrono::duration<double>(span).count();
    return s <= 0 ? 0 : static_cast<double>(count) / s;
  }
};

/// The percentiles that reports show.
inline constexpr std::array<std::pair<std::string_view, double>, 5> shown_percentiles{
    {{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p99.9", 0.999}, {"max", 1}}};

}  // namespace rcs::bench

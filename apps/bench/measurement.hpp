#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "rcs/exchange_observer.hpp"
#include "settle/histogram.hpp"

namespace rcs::bench {

/// Where the time of a request goes, in the order it passes.
enum class stage : std::uint8_t {
  queue,       ///< from when it was meant to depart until a worker was free for it
  connection,  ///< waiting for a connection, opening one left out
  connect,     ///< of requests that opened one: name look-up and TCP,
  tls,         ///< and the handshake
  gate,        ///< waiting for leave: in flight, cool-down
  first_byte,  ///< sent, and waiting for the first byte of the answer
  body,        ///< waiting for the rest of it
  decode,      ///< reading what had come
};
inline constexpr std::size_t stage_count = 8;
inline constexpr std::array<std::string_view, stage_count> stage_names{"queue", "connection", "connect", "tls",
                                                                       "gate",  "first_byte", "body",    "decode"};

/// One request as it is measured: the engine's report, and when it was meant to depart, if there was a plan.
struct sample {
  exchange_report report;
  std::optional<time_point> intended;

  /// When the answer, or the failure, was there.
  [[nodiscard]] time_point ended() const noexcept { return report.departed + report.total; }
};

/// What a number of requests came to: fixed in size, mergeable, and adding takes constant time and no memory.
/// Latencies are of answered requests only; what failed is counted. One thread at a time.
class measurement {
 public:
  void add(sample const& one) noexcept;
  void merge(measurement const& more) noexcept;

  [[nodiscard]] std::uint64_t requests() const noexcept;
  [[nodiscard]] std::uint64_t of(exchange_result what) const noexcept {
    return results_[static_cast<std::size_t>(what)];
  }
  /// Of those that failed.
  [[nodiscard]] std::uint64_t of(failure as) const noexcept { return failures_[static_cast<std::size_t>(as)]; }
  /// Numbers that were answered.
  [[nodiscard]] std::uint64_t numbers() const noexcept { return numbers_; }
  /// Numbers that were asked, whatever came of it.
  [[nodiscard]] std::uint64_t numbers_asked() const noexcept { return numbers_asked_; }

  /// From the first byte sent to the last received.
  [[nodiscard]] histogram const& service() const noexcept { return service_; }
  /// From when the request was meant to depart to the last byte received; empty without a plan.
  [[nodiscard]] histogram const& intended() const noexcept { return intended_; }
  [[nodiscard]] histogram const& of(stage s) const noexcept { return stages_[static_cast<std::size_t>(s)]; }

 private:
  void add_stages(sample const& one) noexcept;
  void add(stage s, duration took) noexcept { stages_[static_cast<std::size_t>(s)].add(took); }

  std::array<std::uint64_t, 5> results_{};
  std::array<std::uint64_t, failure_names.size()> failures_{};
  std::uint64_t numbers_ = 0;
  std::uint64_t numbers_asked_ = 0;
  histogram service_;
  histogram intended_;
  std::array<histogram, stage_count> stages_;
};

}  // namespace rcs::bench

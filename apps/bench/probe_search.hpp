#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "model/time.hpp"

namespace rcs::bench {

/// What is looked for: the highest rate that keeps within these.
struct probe_limits {
  double start_rate = 2;                       ///< requests a second
  double top_rate = 1000;                      ///< nothing faster is tried
  double throttled = 0.01;                     ///< share of answers that may throttle
  double failed = 0.01;                        ///< share of requests that may fail or be refused
  duration latency = std::chrono::seconds{1};  ///< 99 % of answers are there so long after the intended departure
  double achieved = 0.95;                      ///< share of the rate that must be answered
  duration step = std::chrono::seconds{3};     ///< how long a rate is tried
  double precision = 0.05;                     ///< how near the answer comes to the rate that broke
  std::uint64_t max_numbers = 250'000;         ///< asked in all, never more
  std::size_t batch = 500;                     ///< numbers of a request
};

/// A rate to be tried.
struct probe_step {
  double rate = 0;
  std::uint64_t requests = 0;
};

/// What was seen of one.
struct probe_observation {
  std::uint64_t answered = 0;
  std::uint64_t throttled = 0;
  std::uint64_t failed = 0;   ///< or refused
  duration p99{};             ///< from the intended departure
  duration service{};         ///< 99 % took no longer from the first byte sent to the last received
  duration elapsed{};         ///< from the start to the last answer
  bool gave_up = false;       ///< it was ended early, since it was lost
  std::uint64_t numbers = 0;  ///< asked
};

/// How a rate did: `kept`, or what it broke by; of several, the most telling.
enum class probe_verdict : std::uint8_t {
  kept,
  throttled,
  failed,
  slow,    ///< answered, but late
  behind,  ///< fewer were answered a second than asked
};
[[nodiscard]] std::string_view to_string(probe_verdict v) noexcept;
[[nodiscard]] probe_verdict judge(probe_step const& asked, probe_observation const& seen,
                                  probe_limits const& limits) noexcept;

/// Looks for the highest rate that is kept: doubles it until it breaks, narrows the gap by its geometric middle, and
/// tries what it found for twice as long before it says so. A rate that broke is tried again before that is believed: a
/// hiccup on the way looks the same. Never proposes a step that could ask more numbers than are left, and narrows no
/// further than what is left still pays for the last word. Pure.
class probe_search {
 public:
  explicit probe_search(probe_limits const& limits) noexcept;

  /// The next rate to try; none when it is over.
  [[nodiscard]] std::optional<probe_step> next() const noexcept;
  /// What came of `next()`, which is then another one.
  probe_verdict observe(probe_observation const& seen) noexcept;

  enum class ending : std::uint8_t {
    running,
    found,         ///< `sustained` was confirmed, and `broken` is near or nothing faster may be tried
    numbers_used,  ///< there were too few numbers left to go on
    nothing_kept,  ///< the slowest rate that is tried broke
  };
  [[nodiscard]] ending how() const noexcept;
  [[nodiscard]] std::optional<double> sustained() const noexcept { return kept_; }
  [[nodiscard]] bool confirmed() const noexcept { return confirmed_; }
  [[nodiscard]] std::optional<double> broken() const noexcept { return broken_; }
  /// What `broken` broke by.
  [[nodiscard]] probe_verdict broken_by() const noexcept { return broken_by_; }
  /// 99 % of answers at the sustained rate were there so long after the intended departure.
  [[nodiscard]] duration p99() const noexcept { return p99_; }
  [[nodiscard]] std::uint64_t numbers_left() const noexcept { return left_; }

 private:
  [[nodiscard]] probe_step step_at(double rate, double length) const noexcept;
  [[nodiscard]] std::optional<probe_step> wanted() const noexcept;
  /// What is tried, above a rate that was kept, to find a higher one; none if there is hardly any.
  [[nodiscard]] std::optional<probe_step> better() const noexcept;
  [[nodiscard]] bool can_pay(std::uint64_t requests) const noexcept { return requests * limits_.batch <= left_; }

  void note_kept(double rate, duration p99) noexcept;
  void note_broken(double rate, probe_verdict by) noexcept;

  probe_limits limits_;
  std::uint64_t left_;
  std::optional<double> kept_;
  std::optional<double> broken_;
  probe_verdict broken_by_ = probe_verdict::kept;
  duration p99_{};
  bool confirmed_ = false;
  bool ever_kept_ = false;
  std::optional<probe_step> doubted_;  ///< broke, and is tried again
};

/// Numbers that it takes to come to `rate` by doubling, if nothing breaks, and to confirm it then.
[[nodiscard]] std::uint64_t numbers_to_reach(double rate, probe_limits const& limits) noexcept;
[[nodiscard]] std::uint64_t numbers_to_confirm(double rate, probe_limits const& limits) noexcept;

}  // namespace rcs::bench

#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "gate/backoff.hpp"
#include "model/time.hpp"

namespace rcs {

/// The engine-wide pause after a throttling answer: as long as the server said, or else full-jitter exponential in the
/// number of pauses in a row. Many attempts are out when an upstream begins to throttle, and all of them come back
/// throttled: they are one event, so only attempts that departed after a pause began can begin the next. Attempts are
/// known by rising numbers, given in the order of their departures.
class cool_down {
 public:
  static constexpr backoff pause{std::chrono::seconds{1}, std::chrono::seconds{60}};
  /// No pause is shorter, whatever the draw or the server says: going on at once is what was just refused.
  static constexpr duration least_pause = std::chrono::milliseconds{100};

  /// No pause that the server did not ask for is longer than `longest`.
  explicit cool_down(time_point start, duration longest = pause.cap) noexcept
      : usual_{pause.base, std::min(pause.cap, longest)}, until_{start} {}

  void departed(std::uint64_t id) noexcept { latest_ = id; }

  /// Attempt `id` came back throttled. Begins a pause, or prolongs the present one if the attempt departed before that
  /// and the server now asks for longer; true if it did either. `retry_after` is held to `longest_retry_after`;
  /// `random01` is in [0, 1).
  bool throttled(std::uint64_t id, time_point now, std::optional<duration> retry_after, double random01) noexcept;

  /// Attempt `id` succeeded. True if it departed after the last pause; then the next one is short again.
  bool succeeded(std::uint64_t id) noexcept;

  /// End of the last pause, or the start if there was none.
  [[nodiscard]] time_point until() const noexcept { return until_; }

 private:
  backoff usual_;
  std::uint64_t latest_ = 0;      ///< the last attempt that departed
  std::uint64_t before_ = 0;      ///< attempts up to this one departed before the last pause began
  unsigned pauses_in_a_row_ = 0;  ///< with no success in between
  time_point until_;
};

}  // namespace rcs

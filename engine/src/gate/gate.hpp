#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "gate/concurrency_controller.hpp"
#include "gate/cool_down.hpp"
#include "gate/probation.hpp"
#include "gate/rate_controller.hpp"
#include "gate/rate_limiter.hpp"
#include "gate/retry_budget.hpp"
#include "gate/slot_clock.hpp"
#include "gate/slow_start.hpp"
#include "model/time.hpp"

namespace rcs {

struct gate_options {
  std::optional<double> rate = 0;  ///< requests a second; 0: no limit; none: learned from throttling answers
  double burst = 1;                ///< requests that may go at once, at least 1
  double rate_numbers = 0;         ///< numbers a second; 0: no limit
  std::size_t batch_max = 500;  ///< the numbers limiter admits when this many would conform, and charges what is sent
  std::size_t max_in_flight = 32;  ///< requests out at once, at least 1
  bool learn_in_flight = false;    ///< how many may be out is learned, and `max_in_flight` is the most
  double retry_budget = 0.2;       ///< retries earned by each success; the budget holds at most `retry_budget::most`
};

/// May this attempt go now? One value for the whole engine, asked before every attempt: first, retry, single and
/// replay. Combines the rate limits, the concurrency limit, the cool-down and its ramp, the retry budget, and the
/// probation that lets one request out at a time until the upstream has answered well once. Pure, and copyable; the
/// caller serialises access. Every call takes constant time and allocates nothing.
class gate {
 public:
  /// Throws `std::invalid_argument`, naming the option, if one is out of range.
  explicit gate(gate_options const& options, time_point start);

  struct answer {
    enum class kind : std::uint8_t {
      go,    ///< an attempt may depart now
      wait,  ///< not before `at`
      full,  ///< not before a `returned`
    };
    /// What holds the attempt back; of several, the one that does so longest.
    enum class reason : std::uint8_t {
      none,
      in_flight,  ///< as many are out as may be, the ramp after a cool-down included
      unproven,   ///< the upstream has not answered well yet, and one is out to see
      suspect,    ///< a refusal is being confirmed
      rate,
      rate_numbers,
      cool_down,
    };
    kind what = kind::go;
    time_point at{};
    reason why = reason::none;
  };

  /// Whether an attempt of up to `batch_max` numbers may depart at `now`. Reserves nothing, but remembers what it told:
  /// an attempt that departs late counts from the instant it was told to wait for (see `rate_limiter::charge`), so ask
  /// only when something wants to depart.
  [[nodiscard]] answer ask(time_point now);
  /// Nobody wants to depart: whoever comes later is not late.
  void nobody_waits() noexcept { slots_.forget(); }
  /// An attempt departs now; only after `ask` said go at the same `now`. Identifies the attempt for `returned`; ids
  /// begin at 1 and rise. `retried` is for another try of a failed exchange, and takes from the retry budget.
  [[nodiscard]] std::uint64_t depart(time_point now, std::size_t numbers, bool retried);

  /// The attempt `id` of `numbers` was not sent: nothing is out, and its rate slot is free again, unless another
  /// attempt has departed since. In the place of `returned`.
  void unsent(std::uint64_t id, std::size_t numbers) noexcept;

  /// What an attempt told about the upstream.
  enum class signal : std::uint8_t {
    success,    ///< a 2xx with devices
    throttled,  ///< 429, or 503 with Retry-After
    refused,    ///< 401 or 403 after a success: to be confirmed by one more request, alone
    other,      ///< anything else, an aborted attempt included
  };
  /// The attempt `id` has ended; once for every `depart`. `retry_after` counts only with `throttled`; without it the
  /// cool-down is a full-jitter exponential one drawn with `random01` in [0, 1). `took` is how long it was out, from
  /// its departure to now.
  void returned(std::uint64_t id, time_point now, signal s, std::optional<duration> retry_after, double random01,
                duration took = {});

  /// Whether a retry has its share of the budget at `now`; if not, when it has by the floor of one a second at the
  /// latest.
  [[nodiscard]] bool retry_allowed(time_point now) const noexcept { return budget_.allowed(now); }
  [[nodiscard]] time_point retry_allowed_at(time_point now) const noexcept { return budget_.allowed_at(now); }

  /// Whether the upstream has answered well at least once.
  [[nodiscard]] bool proven() const noexcept { return probation_.proven(); }
  /// Whether an attempt that departed as `id` and was refused confirms an earlier refusal, so that the run must stop.
  /// The same before and after `returned(id, …)`.
  [[nodiscard]] bool confirms_refusal(std::uint64_t id) const noexcept { return probation_.confirms_refusal(id); }
  /// End of the present cool-down; in the past if there is none.
  [[nodiscard]] time_point cooling_until() const noexcept { return cool_down_.until(); }
  [[nodiscard]] std::size_t in_flight() const noexcept { return in_flight_; }
  /// From `now` on the rate is another, and given, not learned; 0: no limit. What departed before counts on: the next
  /// one goes no sooner than it would have, but a whole burst may go then.
  void limit_rate(double rate, time_point now);
  /// Requests a second that the upstream lets through, as far as was learned; none if it never throttled, or if the
  /// rate is given.
  [[nodiscard]] std::optional<double> learned_rate() const noexcept;
  /// How many may be out at once as far as was learned, cool-downs apart; `max_in_flight` if that is given.
  [[nodiscard]] std::size_t learned_in_flight() const noexcept;
  /// How many requests may be out at once as things are.
  [[nodiscard]] std::size_t in_flight_limit() const noexcept;

 private:
  void note_throttled(std::uint64_t id, time_point now, std::optional<duration> retry_after, double random01,
                      duration took);
  void follow_rate(time_point now) noexcept;

  [[nodiscard]] std::size_t limit() const noexcept;

  std::size_t in_flight_ = 0;
  std::uint64_t last_id_ = 0;
  double burst_;
  std::optional<rate_controller> rate_;  ///< if the rate is learned
  double followed_ = 0;                  ///< the learned rate that `requests_` has
  rate_limiter requests_;
  rate_limiter numbers_;
  slot_clock slots_;
  cool_down cool_down_;
  std::optional<concurrency_controller> concurrency_;  ///< if the limit is learned
  std::size_t most_;
  slow_start ramp_;
  probation probation_;
  retry_budget budget_;
};

}  // namespace rcs

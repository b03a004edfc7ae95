#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>

#include "bench/load_source.hpp"
#include "bench/measurement.hpp"
#include "bench/number_cap.hpp"
#include "common/timeline.hpp"
#include "rcs/exchange_observer.hpp"
#include "rcs/observer.hpp"

namespace rcs::bench {

/// When a load has gone wrong so far that going on tells nothing new: more than these, of all its requests.
struct give_up_limits {
  std::uint64_t throttled = ~std::uint64_t{0};
  std::uint64_t failed = ~std::uint64_t{0};
  duration late = duration::max();  ///< behind the plan
};

/// Takes down what the engine's threads tell of a load's requests. Thread-safe; a request costs one lock, a few
/// readings into histograms, and no memory.
class recorder final : public exchange_observer, public observer {
 public:
  /// Everything outlives the recorder. What was meant to depart in the first `warm_up` is counted apart.
  recorder(load const& what, number_cap& cap, time_point start, duration warm_up);

  /// Before the run.
  void give_up_at(give_up_limits const& limits) noexcept { limits_ = limits; }
  /// Asks the run to stop, once limits are passed or the cap has no room for what would be asked again.
  [[nodiscard]] std::stop_source& stop() noexcept { return stop_; }

  void on_exchange(exchange_report const& one) noexcept override;
  void on_progress(progress const& now) noexcept override;

  // After the run.
  [[nodiscard]] measurement const& measured() const noexcept { return measured_; }
  [[nodiscard]] measurement const& warm_up() const noexcept { return warming_; }
  [[nodiscard]] timeline const& course() const noexcept { return course_; }
  [[nodiscard]] bool gave_up() const noexcept { return gave_up_; }
  [[nodiscard]] bool cap_reached() const noexcept { return cap_reached_; }
  /// When the last answer came, or the start.
  [[nodiscard]] time_point last() const noexcept { return last_; }
  [[nodiscard]] std::uint64_t most_connections() const noexcept { return most_connections_; }
  /// When the cool-down that the run was in at its end is over; in the past if there was none.
  [[nodiscard]] time_point cooling_until() const noexcept { return cooling_until_; }

 private:
  [[nodiscard]] std::optional<time_point> intended(exchange_report const& one) const noexcept;
  void judge(sample const& one) noexcept;

  load const& what_;
  number_cap& cap_;
  time_point const start_;
  duration const warm_up_;
  give_up_limits limits_;
  std::stop_source stop_;

  std::mutex mutex_;
  measurement measured_;
  measurement warming_;
  timeline course_;
  bool gave_up_ = false;
  bool cap_reached_ = false;
  time_point last_;
  std::uint64_t most_connections_ = 0;
  time_point cooling_until_{};
};

}  // namespace rcs::bench

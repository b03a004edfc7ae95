#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "flow/clock.hpp"
#include "flow/suspended.hpp"
#include "flow/wake_up.hpp"
#include "plan/planner.hpp"

namespace rcs {

/// A run's planner for many threads: one mutex, the workers that wait for something to ask, and the reader that waits
/// for room. Touched once per request and once per block of rows, never per number. Thread-safe.
class shared_planner {
 public:
  /// `home` is where the wake-ups for batches in back-off run. `max_unsettled` bounds what `add` lets in.
  shared_planner(planner_options const& options, std::size_t max_unsettled, clock const& time,
                 boost::asio::any_io_executor home);
  ~shared_planner();

  // --- the reader's side
  /// Adds `fresh` in parts, as there is room; the number added, which is all unless the run is stopped before.
  [[nodiscard]] boost::asio::awaitable<std::size_t> add(std::span<entry const> fresh);
  void end_of_input();

  // --- the workers' side
  /// Waits until there may be something to ask; false when all is settled or the run is stopped.
  [[nodiscard]] boost::asio::awaitable<bool> work();
  /// `planner::take`. Never gives anything once stopped.
  [[nodiscard]] plan_step take(time_point now, bool retries_allowed);
  /// Lets `change` tell the planner what came of a batch, and appends to `settled` what the planner decided meanwhile.
  template <typename Change>
  void update(std::vector<settlement>& settled, Change&& change) {
    std::lock_guard const held{mutex_};
    std::forward<Change>(change)(planner_);
    planner_.collect(settled);
    wake();
  }

  /// Nothing is given out any more; everyone who waits is let go.
  void stop();

  struct state {
    std::size_t unsettled = 0;
    std::size_t in_flight = 0;
    bool something_ready = false;
    std::optional<time_point> next_due;
  };
  [[nodiscard]] state look() const;

 private:
  [[nodiscard]] std::size_t room() const noexcept;
  [[nodiscard]] bool may_read_on(time_point now) const noexcept;
  [[nodiscard]] boost::asio::awaitable<bool> wait_for_room();
  /// After every change, with the mutex held: lets go on who now can.
  void wake();

  std::size_t max_unsettled_;
  clock const& time_;
  mutable std::mutex mutex_;
  planner planner_;
  bool stopped_ = false;
  std::vector<suspended<bool>> workers_;  ///< the one that waits least goes first: its connection is warm
  suspended<bool> reader_;
  std::shared_ptr<wake_up> due_;
};

}  // namespace rcs

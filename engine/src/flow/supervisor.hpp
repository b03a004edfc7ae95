#pragma once

#include <memory>
#include <optional>

#include "flow/run_context.hpp"
#include "flow/wake_up.hpp"
#include "rcs/observer.hpp"

namespace rcs {

/// Watches a run's time: its deadline, its stall time, the drain of a run that is being stopped, and when the observer
/// is to be told of its progress. Everything happens on the run's home executor.
class supervisor {
 public:
  /// Begins to watch; `run` outlives it.
  explicit supervisor(run_context& run);
  ~supervisor();
  supervisor(supervisor const&) = delete;
  supervisor& operator=(supervisor const&) = delete;

  /// Where the run stands at this moment.
  [[nodiscard]] progress look() const;

 private:
  void look_around();
  void check_limits(time_point now);
  void check_drain(time_point now);
  void tell_watcher(time_point now);
  [[nodiscard]] time_point next_look(time_point now) const;
  [[nodiscard]] waiting held_up_by(shared_planner::state const& plan, shared_gate::state const& gate,
                                   time_point now) const;

  run_context& run_;
  time_point idle_until_;  ///< when there last was nothing that could have succeeded
  time_point next_progress_;
  bool cut_ = false;
};

}  // namespace rcs

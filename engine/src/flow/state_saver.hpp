#pragma once

#include <memory>
#include <system_error>

#include "flow/run_context.hpp"
#include "flow/sum_up.hpp"
#include "flow/wake_up.hpp"
#include "model/time.hpp"

namespace rcs {

/// Gives the sink the state of the run, `run_options::save_every` after the first row that the last one does not hold.
/// Part of the writer; on its executor only.
class state_saver {
 public:
  state_saver(run_context& run, usage_mark const& before);
  ~state_saver();
  state_saver(state_saver const&) = delete;
  state_saver& operator=(state_saver const&) = delete;

  /// Something has been written.
  void wrote();
  /// Saves if it is time. Where the writer waits it is nudged then, so that it looks.
  [[nodiscard]] std::error_code look();
  /// Saves what has not been saved, if states are wanted at all.
  [[nodiscard]] std::error_code finish();

 private:
  [[nodiscard]] std::error_code save();

  run_context& run_;
  usage_mark const& before_;
  std::shared_ptr<wake_up> alarm_;  ///< null if no states are wanted
  time_point due_ = time_point::max();
};

}  // namespace rcs

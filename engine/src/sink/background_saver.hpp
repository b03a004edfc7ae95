#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

#include "rcs/run_state.hpp"
#include "sink/checkpoint.hpp"

namespace rcs {

/// Saves states on a thread of its own, so that whoever writes the outputs does not wait for the disk. While one is
/// being saved the next waits; one that comes meanwhile takes its place. Thread-safe.
class background_saver {
 public:
  struct save_point {
    run_state state;
    std::vector<output_mark> outputs;
  };
  using function = std::function<std::error_code(save_point const&)>;

  /// `save` is called on the thread, one call at a time, and never after its first error.
  explicit background_saver(function save);
  /// As `finish`.
  ~background_saver();
  background_saver(background_saver const&) = delete;
  background_saver& operator=(background_saver const&) = delete;

  /// Has this saved soon. The first error of a save before this one, if any.
  [[nodiscard]] std::error_code save(save_point point);
  /// Waits until everything is saved, and ends the thread. The first error of any save.
  [[nodiscard]] std::error_code finish();

 private:
  void run();

  function save_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<save_point> next_;
  bool ending_ = false;
  std::error_code failed_;
  std::jthread thread_;
};

}  // namespace rcs

#include "sink/background_saver.hpp"

#include <utility>

namespace rcs {

background_saver::background_saver(function save) : save_{std::move(save)}, thread_{[this] { run(); }} {}

background_saver::~background_saver() {
  [[maybe_unused]] auto const failed = finish();
}

std::error_code background_saver::save(save_point point) {
  std::lock_guard const held{mutex_};
  next_ = std::move(point);
  changed_.notify_one();
  return failed_;
}

std::error_code background_saver::finish() {
  {
    std::lock_guard const held{mutex_};
    ending_ = true;
    changed_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
  return failed_;
}

void background_saver::run() {
  std::unique_lock held{mutex_};
  for (;;) {
    changed_.wait(held, [this] { return ending_ || next_; });
    if (!next_ || failed_) return;
    auto const point = std::exchange(next_, std::nullopt);
    held.unlock();
    auto const failed = save_(*point);
    held.lock();
    if (failed) failed_ = failed;
  }
}

}  // namespace rcs

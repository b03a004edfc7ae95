#pragma once

#include <atomic>
#include <system_error>

namespace rcs {

/// Ends the waiting for a file descriptor from another thread.
class interruption {
 public:
  interruption() noexcept;
  ~interruption();
  interruption(interruption const&) = delete;
  interruption& operator=(interruption const&) = delete;

  /// Waits until `descriptor` is ready for `events` of poll(2), or has an error that the next call on it will tell.
  /// `operation_canceled` once fired.
  [[nodiscard]] std::error_code wait(int descriptor, short events) const noexcept;

  /// Ends a `wait` and every later one. Thread-safe, also safe in a signal handler.
  void fire() noexcept;
  [[nodiscard]] bool fired() const noexcept { return fired_.load(std::memory_order_acquire); }

 private:
  int event_;
  std::error_code error_;  ///< of the constructor, for every `wait`
  std::atomic<bool> fired_ = false;
};

}  // namespace rcs

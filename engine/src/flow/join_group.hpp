#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <mutex>

#include "flow/suspended.hpp"

namespace rcs {

/// Coroutines that are started together, on whatever executors, and waited for once. When `wait` returns, none of them
/// will touch anything any more. An exception out of one is a bug and ends the program, see `spawn`.
class join_group {
 public:
  void start(boost::asio::any_io_executor const& executor, boost::asio::awaitable<void> work);
  /// After the last `start`.
  [[nodiscard]] boost::asio::awaitable<void> wait();

 private:
  void one_ended();

  std::mutex mutex_;
  std::size_t running_ = 0;
  suspended<> waiter_;
};

}  // namespace rcs

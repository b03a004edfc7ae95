#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <mutex>

#include "flow/clock.hpp"

namespace rcs {

/// Calls back at the earliest of the instants it was asked for, on its executor. A call-back may come early or in vain:
/// who is called looks again at what there is to do. Every member is thread-safe. Lives until `stop` has been called
/// and its coroutine has seen that.
class wake_up : public std::enable_shared_from_this<wake_up> {
 public:
  [[nodiscard]] static std::shared_ptr<wake_up> start(clock const& time, boost::asio::any_io_executor executor,
                                                      std::function<void()> call_back);

  /// Call back no later than `when`.
  void at(time_point when);
  /// No call-back begins once this has returned on the executor.
  void stop();

 private:
  wake_up(clock const& time, boost::asio::any_io_executor executor, std::function<void()> call_back);

  [[nodiscard]] static boost::asio::awaitable<void> run(std::shared_ptr<wake_up> self);
  void look_again();
  /// Whether the instant has come; forgets it then.
  [[nodiscard]] bool is_due();

  clock const& time_;
  boost::asio::any_io_executor executor_;
  std::function<void()> call_back_;
  std::unique_ptr<alarm> alarm_;
  std::mutex mutex_;
  time_point next_ = time_point::max();
  bool stopped_ = false;
};

}  // namespace rcs

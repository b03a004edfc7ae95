#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>

#include "flow/clock.hpp"
#include "model/interrupter.hpp"

namespace rcs::test {

/// A wait in virtual time that the end of the run cuts short.
class model_wait final : private interrupter::hook {
 public:
  model_wait(clock const& time, boost::asio::any_io_executor const& executor, interrupter& stop)
      : alarm_{time.make_alarm(executor)}, stop_{stop} {}

  boost::asio::awaitable<void> until(time_point when) {
    if (stop_.fired()) co_return;
    stop_.link(*this);
    co_await alarm_->wait_until(when);
    if (is_linked()) unlink();
  }

  void end() noexcept { alarm_->cancel(); }

 private:
  void interrupted() noexcept override { end(); }

  std::unique_ptr<alarm> alarm_;
  interrupter& stop_;
};

}  // namespace rcs::test

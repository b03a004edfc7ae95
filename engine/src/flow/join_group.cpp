#include "flow/join_group.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <utility>

namespace rcs {

namespace asio = boost::asio;

void join_group::start(asio::any_io_executor const& executor, asio::awaitable<void> work) {
  {
    std::lock_guard const held{mutex_};
    ++running_;
  }
  auto const ended = [this](std::exception_ptr const& failed) {
    if (failed) std::rethrow_exception(failed);
    one_ended();
  };
  asio::co_spawn(executor, std::move(work), ended);
}

void join_group::one_ended() {
  suspended<> waiter;
  {
    std::lock_guard const held{mutex_};
    if (--running_ == 0) waiter = std::move(waiter_);
  }
  // Unlocked: who waits may destroy this as soon as it is resumed.
  if (waiter) waiter.resume();
}

asio::awaitable<void> join_group::wait() {
  return asio::async_initiate<asio::use_awaitable_t<> const, void()>(
      [this](auto handler) {
        std::lock_guard const held{mutex_};
        waiter_ = suspended<>{std::move(handler)};
        if (running_ == 0) waiter_.resume();
      },
      asio::use_awaitable);
}

}  // namespace rcs

#include "flow/wake_up.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "flow/spawn.hpp"

namespace rcs {

namespace asio = boost::asio;

wake_up::wake_up(clock const& time, asio::any_io_executor executor, std::function<void()> call_back)
    : time_{time},
      executor_{std::move(executor)},
      call_back_{std::move(call_back)},
      alarm_{time.make_alarm(executor_)} {}

std::shared_ptr<wake_up> wake_up::start(clock const& time, asio::any_io_executor executor,
                                        std::function<void()> call_back) {
  std::shared_ptr<wake_up> made{new wake_up{time, std::move(executor), std::move(call_back)}};
  spawn(made->executor_, run(made));
  return made;
}

asio::awaitable<void> wake_up::run(std::shared_ptr<wake_up> self) {
  for (;;) {
    time_point until;
    {
      std::lock_guard const held{self->mutex_};
      if (self->stopped_) co_return;
      until = self->next_;
    }
    co_await self->alarm_->wait_until(until);
    if (self->is_due()) self->call_back_();
  }
}

bool wake_up::is_due() {
  std::lock_guard const held{mutex_};
  if (stopped_ || time_.now() < next_) return false;
  next_ = time_point::max();
  return true;
}

void wake_up::at(time_point when) {
  {
    std::lock_guard const held{mutex_};
    if (stopped_ || when >= next_) return;
    next_ = when;
  }
  look_again();
}

void wake_up::stop() {
  {
    std::lock_guard const held{mutex_};
    stopped_ = true;
  }
  look_again();
}

// Posted, so that it comes after the coroutine has begun the wait that it is to end.
void wake_up::look_again() {
  asio::post(executor_, [self = shared_from_this()] { self->alarm_->cancel(); });
}

}  // namespace rcs

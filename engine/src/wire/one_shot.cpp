#include "wire/one_shot.hpp"

#include "wire/use_tuple.hpp"

namespace rcs {
namespace {

class timer_stop final : public interrupter::hook {
 public:
  timer_stop(boost::asio::steady_timer& timer, interrupter& stop) : timer_{timer} { stop.link(*this); }
  void interrupted() noexcept override { timer_.cancel(); }

 private:
  boost::asio::steady_timer& timer_;
};

}  // namespace

boost::asio::awaitable<one_shot::ending> one_shot::wait(duration limit, interrupter& stop) {
  if (!raised_ && !stop.fired()) {
    timer_.expires_after(limit);
    timer_stop const ends_with{timer_, stop};
    co_await timer_.async_wait(use_tuple);
  }
  if (raised_) co_return ending::raised;
  if (stop.fired()) co_return ending::stopped;
  co_return ending::timed_out;
}

void one_shot::raise() noexcept {
  raised_ = true;
  timer_.cancel();
}

}  // namespace rcs

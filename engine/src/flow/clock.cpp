#include "flow/clock.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace rcs {
namespace {

namespace asio = boost::asio;

class timer_alarm final : public alarm {
 public:
  explicit timer_alarm(asio::any_io_executor const& executor) : timer_{executor} {}

  asio::awaitable<void> wait_until(time_point when) override {
    timer_.expires_at(when);
    constexpr auto as_values = asio::as_tuple(asio::deferred);
    co_await timer_.async_wait(as_values);
  }

  void cancel() override { timer_.cancel(); }

 private:
  asio::steady_timer timer_;
};

}  // namespace

time_point system_time::now() const noexcept {
  return std::chrono::steady_clock::now();
}

std::chrono::system_clock::time_point system_time::wall_now() const noexcept {
  return std::chrono::system_clock::now();
}

std::unique_ptr<alarm> system_time::make_alarm(asio::any_io_executor executor) const {
  return std::make_unique<timer_alarm>(executor);
}

}  // namespace rcs

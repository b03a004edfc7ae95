#include "common/stop_signals.hpp"

#include <signal.h>

#include <utility>

namespace rcs {

stop_signals::stop_signals(boost::asio::io_context& context, std::function<void()> told)
    : signals_{context, SIGINT, SIGTERM}, told_{std::move(told)} {
  wait();
}

void stop_signals::wait() {
  signals_.async_wait([this](boost::system::error_code const& cancelled, int) {
    if (cancelled) return;
    if (gently_.stop_requested()) {
      at_once_.request_stop();
    } else {
      told_();
      gently_.request_stop();
    }
    wait();
  });
}

}  // namespace rcs

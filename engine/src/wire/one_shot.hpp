#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>

#include "model/interrupter.hpp"
#include "model/time.hpp"

namespace rcs {

/// Something that one coroutine waits for and another raises, once. One executor only.
class one_shot {
 public:
  explicit one_shot(boost::asio::any_io_executor const& executor) : timer_{executor} {}

  enum class ending : std::uint8_t { raised, timed_out, stopped };
  static constexpr duration no_limit = std::chrono::hours{24 * 365};

  /// Waits until raised, which wins over the two others, until `limit` is over, or until `stop` fires.
  [[nodiscard]] boost::asio::awaitable<ending> wait(duration limit, interrupter& stop);

  /// Does not resume the waiting coroutine in place.
  void raise() noexcept;

 private:
  boost::asio::steady_timer timer_;
  bool raised_ = false;
};

}  // namespace rcs

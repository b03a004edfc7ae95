#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>
#include <cstdint>
#include <memory>

#include "model/exchange.hpp"
#include "model/interrupter.hpp"
#include "model/time.hpp"

namespace rcs {

/// A TCP socket whose waits end when time is up or the run stops. Held by shared pointer, because a timer's handler
/// that is already queued when the timer is cancelled still runs. One executor only.
class guarded_socket final : public std::enable_shared_from_this<guarded_socket>, private interrupter::hook {
 public:
  explicit guarded_socket(boost::asio::any_io_executor const& executor) : socket_{executor}, timer_{executor} {}

  [[nodiscard]] boost::asio::ip::tcp::socket& socket() noexcept { return socket_; }

  /// Bounds the waits on the socket for as long as it exists: once `limit` is over or `stop` fires they end, the socket
  /// is shut down, and `ended` says why. One at a time.
  class guard {
   public:
    guard(guarded_socket& guarded, duration limit, interrupter& stop);
    ~guard();
    guard(guard const&) = delete;
    guard& operator=(guard const&) = delete;

   private:
    guarded_socket& guarded_;
  };

  /// `timed_out` or `aborted` once the present or last guard has ended the waits, `none` before. To be asked after
  /// every wait: a wait may end well in the same instant.
  [[nodiscard]] transport ended() const noexcept { return ended_; }

  /// After a connect: Asio would go on being woken whenever the socket can be written to, which is at every
  /// acknowledgement. On failure the socket is closed.
  void forget_connecting(boost::system::error_code& failed) noexcept;

  void close() noexcept;

 private:
  void interrupted() noexcept override { end(transport::aborted); }
  void end(transport why) noexcept;

  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer timer_;
  std::uint64_t generation_ = 0;  ///< of the guard: a handler of an earlier one finds another number here
  transport ended_ = transport::none;
};

}  // namespace rcs

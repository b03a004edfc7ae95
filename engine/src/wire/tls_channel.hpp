#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <utility>

#include "model/time.hpp"
#include "wire/guarded_socket.hpp"
#include "wire/tls_session.hpp"

namespace rcs {

/// A socket and the TLS spoken on it. Closes the socket when destroyed.
class tls_channel {
 public:
  /// `connected` is so, and non-blocking.
  tls_channel(tls_context& context, std::shared_ptr<guarded_socket> connected)
      : socket_{std::move(connected)}, session_{context, socket_->socket().native_handle()} {}
  ~tls_channel() { close(); }
  tls_channel(tls_channel const&) = delete;
  tls_channel& operator=(tls_channel const&) = delete;

  [[nodiscard]] guarded_socket& guarded() noexcept { return *socket_; }
  [[nodiscard]] tls_session& session() noexcept { return session_; }

  /// Waits until the session can go on after `needed`, one of the two `want_…`. False if the guard has ended the wait.
  [[nodiscard]] boost::asio::awaitable<bool> ready(tls_session::step needed);

  void close() noexcept { socket_->close(); }

  // How long it took to open, as whoever opened it says.
  duration connect{};  ///< the look-up of the name, TCP, and a proxy's tunnel
  duration handshake{};

 private:
  std::shared_ptr<guarded_socket> socket_;
  tls_session session_;
};

}  // namespace rcs

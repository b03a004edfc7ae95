#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "wire/tls_context.hpp"

namespace rcs {

/// The client's end of TLS on a non-blocking socket. It never waits: a call does what can be done now and says what it
/// needs to go on, and the caller waits for that and calls again. So it knows nothing of Asio.
///
/// It drives OpenSSL on the descriptor itself: `asio::ssl::stream` copies every byte through a BIO pair in pieces of
/// 17 KiB, and gathers no more than 8 KiB in a write.
class tls_session {
 public:
  /// `context` and the socket outlive this object.
  tls_session(tls_context& context, int descriptor) : host_{context.host()}, ssl_{context.make_client(descriptor)} {}

  enum class step : std::uint8_t {
    done,
    want_read,   ///< call again once the socket is readable
    want_write,  ///< call again once the socket is writable
    ended,       ///< the peer has ended the stream, with a TLS goodbye or without
    failed,      ///< the connection is dead; see `failure`
  };

  [[nodiscard]] step handshake();
  /// On `done`, the first `written` of `bytes`, at least one of them, are on their way.
  [[nodiscard]] step write(std::string_view bytes, std::size_t& written);
  /// On `done`, `count` bytes, at least one, are in `into`.
  [[nodiscard]] step read(std::span<char> into, std::size_t& count);
  /// Whether a read may find something without the socket: what came with what was read before.
  [[nodiscard]] bool holds_input() const noexcept { return SSL_has_pending(ssl_.get()) == 1; }
  /// Says goodbye, as far as that can be done without waiting.
  void shut_down() noexcept;

  /// Whether the handshake resumed an earlier session.
  [[nodiscard]] bool resumed() const noexcept { return SSL_session_reused(ssl_.get()) == 1; }

  /// Whether the handshake failed because the certificate does not verify.
  [[nodiscard]] bool certificate_refused() const noexcept;
  /// After `failed`, or after `ended` during the handshake: one line for people that says what went wrong.
  [[nodiscard]] std::string failure() const;

 private:
  step conclude(int returned);

  std::string const& host_;
  ssl_ptr ssl_;
  int system_error_ = 0;         ///< errno of the last failed call, if it was the system that failed
  unsigned long tls_error_ = 0;  ///< OpenSSL's of the last failed call
};

}  // namespace rcs

#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <vector>

namespace rcs {

struct ssl_session_free {
  void operator()(SSL_SESSION* session) const noexcept { SSL_SESSION_free(session); }
};
using ssl_session_ptr = std::unique_ptr<SSL_SESSION, ssl_session_free>;

/// Sessions of one server that a new connection may resume, the newest first. One thread only.
class tls_session_cache {
 public:
  static constexpr std::size_t capacity = 64;

  /// Keeps a copy: OpenSSL marks those of a connection as not resumable when that ends without a goodbye.
  void keep(SSL_SESSION const& session);

  /// A session to resume, or null. One of TLS 1.3 is given once only (RFC 8446, appendix C.4), copies of older ones
  /// again.
  [[nodiscard]] ssl_session_ptr take();

 private:
  std::vector<ssl_session_ptr> sessions_;
};

}  // namespace rcs

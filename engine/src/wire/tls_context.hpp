#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

#include "wire/endpoint.hpp"
#include "wire/socket_bio.hpp"
#include "wire/tls_session_cache.hpp"

namespace rcs {

struct ssl_context_free {
  void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
};
struct ssl_free {
  void operator()(SSL* ssl) const noexcept { SSL_free(ssl); }
};
using ssl_ptr = std::unique_ptr<SSL, ssl_free>;

/// How TLS is spoken with one server: version 1.2 at least, chain and name always verified, sessions resumed. One
/// thread only, since OpenSSL's contexts contend on locks when shared. Outlives what it makes.
class tls_context {
 public:
  /// Trusts the system's certificate store and, if named, the PEM file `ca_file`. Throws `std::invalid_argument` if
  /// that cannot be read.
  tls_context(endpoint const& server, std::string const& ca_file);
  tls_context(tls_context const&) = delete;
  tls_context& operator=(tls_context const&) = delete;

  /// A client on the connected, non-blocking socket `descriptor`, which stays the caller's: bound to verify the
  /// server's name, set to resume a session if there is one. Throws `std::bad_alloc`.
  [[nodiscard]] ssl_ptr make_client(int descriptor);

  /// The name or address that certificates must be for.
  [[nodiscard]] std::string const& host() const noexcept { return host_; }

 private:
  static int keep_session(SSL* ssl, SSL_SESSION* session);

  std::string host_;
  bool is_address_;
  bio_method_ptr bio_method_;
  tls_session_cache sessions_;
  std::unique_ptr<SSL_CTX, ssl_context_free> context_;
};

}  // namespace rcs

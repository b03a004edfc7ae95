#include "wire/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <new>
#include <stdexcept>

namespace rcs {
namespace {

/// Room for several records, so that a read takes from the kernel whatever is there. A full answer has about four.
constexpr std::size_t read_ahead = std::size_t{64} * 1024;

/// Where a context keeps the `tls_context` it belongs to. The number is OpenSSL's, one for the process.
int owner_index() {
  static int const index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

void require(int succeeded) {
  if (succeeded != 1) throw std::bad_alloc{};
}

void set_ciphers(SSL_CTX* context) {
  // AES-128 first: as good for this purpose, and the fastest there is with hardware support.
  require(
      SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"));
  require(SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM+AES128:ECDHE+AESGCM:ECDHE+CHACHA20:DEFAULT"));
}

void set_trust(SSL_CTX* context, std::string const& ca_file) {
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_default_verify_paths(context);  // a machine without a store is no error: there may be a CA file
  if (ca_file.empty()) return;
  ERR_clear_error();
  if (SSL_CTX_load_verify_file(context, ca_file.c_str()) == 1) return;
  auto const* const reason = ERR_reason_error_string(ERR_peek_error());
  throw std::invalid_argument("ca_file: cannot read certificates from " + ca_file + ": " +
                              (reason != nullptr ? reason : "no PEM certificate in it"));
}

}  // namespace

tls_context::tls_context(endpoint const& server, std::string const& ca_file)
    : host_{server.host},
      is_address_{server.is_address},
      bio_method_{make_socket_bio_method()},
      context_{SSL_CTX_new(TLS_client_method())} {
  auto* const context = context_.get();
  if (context == nullptr) throw std::bad_alloc{};
  // The system's policy may ask for more than 1.2, never for less.
  auto const oldest = std::max<long>(TLS1_2_VERSION, SSL_CTX_get_min_proto_version(context));
  require(static_cast<int>(SSL_CTX_set_min_proto_version(context, oldest)));
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(context, 1);
  SSL_CTX_set_default_read_buffer_len(context, read_ahead);
  set_ciphers(context);
  set_trust(context, ca_file);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(context, &keep_session);
  require(SSL_CTX_set_ex_data(context, owner_index(), this));
}

int tls_context::keep_session(SSL* ssl, SSL_SESSION* session) {
  auto* const owner = static_cast<tls_context*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), owner_index()));
  owner->sessions_.keep(*session);
  return 0;  // OpenSSL's own stays OpenSSL's
}

ssl_ptr tls_context::make_client(int descriptor) {
  ssl_ptr ssl{SSL_new(context_.get())};
  BIO* const bio = BIO_new(bio_method_.get());
  if (!ssl || bio == nullptr) {
    BIO_free(bio);
    throw std::bad_alloc{};
  }
  BIO_set_fd(bio, descriptor, BIO_NOCLOSE);
  SSL_set_bio(ssl.get(), bio, bio);
  SSL_set_connect_state(ssl.get());
  if (is_address_) {
    require(X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl.get()), host_.c_str()));
  } else {
    SSL_set_hostflags(ssl.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    require(SSL_set1_host(ssl.get(), host_.c_str()));
    require(static_cast<int>(SSL_set_tlsext_host_name(ssl.get(), host_.c_str())));
  }
  if (auto const session = sessions_.take()) SSL_set_session(ssl.get(), session.get());
  return ssl;
}

}  // namespace rcs

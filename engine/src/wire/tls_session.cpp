#include "wire/tls_session.hpp"

#include <openssl/err.h>

#include <cerrno>
#include <system_error>

#include "wire/certificate_words.hpp"

namespace rcs {
namespace {

/// Our words on a failed handshake, where OpenSSL's alone would puzzle; empty elsewhere.
std::string_view words_on(unsigned long tls_error) {
  if (ERR_GET_LIB(tls_error) != ERR_LIB_SSL) return {};
  switch (ERR_GET_REASON(tls_error)) {
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_WRONG_SSL_VERSION:
      return "the server speaks no TLS version from 1.2 on";
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST:
      return "the server does not speak TLS on this port";
    default:
      return {};
  }
}

}  // namespace

tls_session::step tls_session::handshake() {
  ERR_clear_error();
  return conclude(SSL_do_handshake(ssl_.get()));
}

tls_session::step tls_session::write(std::string_view bytes, std::size_t& written) {
  ERR_clear_error();
  return conclude(SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &written));
}

tls_session::step tls_session::read(std::span<char> into, std::size_t& count) {
  ERR_clear_error();
  return conclude(SSL_read_ex(ssl_.get(), into.data(), into.size(), &count));
}

tls_session::step tls_session::conclude(int returned) {
  if (returned == 1) return step::done;
  int const system_error = errno;
  switch (SSL_get_error(ssl_.get(), returned)) {
    case SSL_ERROR_WANT_READ:
      return step::want_read;
    case SSL_ERROR_WANT_WRITE:
      return step::want_write;
    case SSL_ERROR_ZERO_RETURN:
      return step::ended;
    case SSL_ERROR_SYSCALL:
      system_error_ = system_error;
      return step::failed;
    default:
      tls_error_ = ERR_peek_error();
      return ERR_GET_REASON(tls_error_) == SSL_R_UNEXPECTED_EOF_WHILE_READING ? step::ended : step::failed;
  }
}

void tls_session::shut_down() noexcept {
  ERR_clear_error();
  SSL_shutdown(ssl_.get());
  ERR_clear_error();
}

bool tls_session::certificate_refused() const noexcept {
  return SSL_get_verify_result(ssl_.get()) != X509_V_OK;
}

std::string tls_session::failure() const {
  if (certificate_refused()) return certificate_words(SSL_get_verify_result(ssl_.get()), host_);
  if (system_error_ != 0) return std::generic_category().message(system_error_);
  if (tls_error_ == 0 || ERR_GET_REASON(tls_error_) == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
    return "the server closed the connection";
  }
  auto const* const reason = ERR_reason_error_string(tls_error_);
  std::string const theirs = reason != nullptr ? reason : "error " + std::to_string(tls_error_);
  auto const ours = words_on(tls_error_);
  return ours.empty() ? theirs : std::string{ours} + " (" + theirs + ")";
}

}  // namespace rcs

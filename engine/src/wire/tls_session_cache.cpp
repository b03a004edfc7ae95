#include "wire/tls_session_cache.hpp"

#include <utility>

namespace rcs {

void tls_session_cache::keep(SSL_SESSION const& session) {
  ssl_session_ptr copy{SSL_SESSION_dup(&session)};
  if (!copy) return;
  if (sessions_.size() == capacity) sessions_.erase(sessions_.begin());
  sessions_.push_back(std::move(copy));
}

ssl_session_ptr tls_session_cache::take() {
  if (sessions_.empty()) return nullptr;
  SSL_SESSION const* const newest = sessions_.back().get();
  if (SSL_SESSION_get_protocol_version(newest) < TLS1_3_VERSION) return ssl_session_ptr{SSL_SESSION_dup(newest)};
  auto once = std::move(sessions_.back());
  sessions_.pop_back();
  return once;
}

}  // namespace rcs

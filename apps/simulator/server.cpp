#include "simulator/server.hpp"

#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <string_view>
#include <thread>

#include "simulator/session.hpp"

namespace rcs::sim {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto use_tuple = asio::as_tuple(asio::deferred);

/// What ends a coroutine otherwise than by returning is a bug: it ends the program.
constexpr auto rethrow = [](std::exception_ptr failure) {
  if (failure) std::rethrow_exception(failure);
};

asio::ssl::context make_tls(tls_versions versions, certificate const& identity) {
  asio::ssl::context tls{asio::ssl::context::tls_server};
  auto* const native = tls.native_handle();
  SSL_CTX_set_min_proto_version(native, versions == tls_versions::only_1_3 ? TLS1_3_VERSION : TLS1_2_VERSION);
  if (versions == tls_versions::only_1_2) SSL_CTX_set_max_proto_version(native, TLS1_2_VERSION);
  // The cheapest cipher first, so that encrypting an answer does not hide how fast the client is.
  tls.set_options(asio::ssl::context::default_workarounds | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_ciphersuites(native, "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256");
  // Sessions are resumed only within a named context.
  constexpr std::string_view name = "rcs-sim";
  SSL_CTX_set_session_id_context(native, reinterpret_cast<unsigned char const*>(name.data()),
                                 static_cast<unsigned>(name.size()));
  tls.use_certificate_chain(asio::buffer(identity.chain));
  tls.use_private_key(asio::buffer(identity.key), asio::ssl::context::pem);
  return tls;
}

std::vector<std::unique_ptr<asio::io_context>> make_contexts(std::size_t count) {
  std::vector<std::unique_ptr<asio::io_context>> made;
  for (std::size_t i = 0; i < count; ++i) made.push_back(std::make_unique<asio::io_context>(1));
  return made;
}

}  // namespace

server::server(server_options const& options, certificate const& identity, simulation& upstream)
    : options_{options},
      upstream_{upstream},
      tls_{make_tls(options.tls, identity)},
      contexts_{make_contexts(options.threads)},
      acceptor_{*contexts_.front(), options.listen} {}

void server::run() {
  asio::co_spawn(executor(), accept_all(), rethrow);
  if (options_.stop_after > duration::zero() || options_.stop_after_idle > duration::zero()) {
    asio::co_spawn(executor(), watch(), rethrow);
  }
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < contexts_.size(); ++i) {
    others.emplace_back([context = contexts_[i].get()] {
      auto const working = asio::make_work_guard(*context);
      context->run();
    });
  }
  contexts_.front()->run();
}

void server::stop() {
  for (auto const& context : contexts_) context->stop();
}

asio::awaitable<void> server::accept_all() {
  constexpr auto breath = std::chrono::milliseconds{10};
  asio::steady_timer timer{executor()};
  for (std::size_t next = 0;; next = (next + 1) % contexts_.size()) {
    auto& context = *contexts_[next];
    tcp::socket socket{context};
    auto const [ec] = co_await acceptor_.async_accept(socket, use_tuple);
    if (ec) {
      // Out of descriptors, most likely: some may be free again soon.
      timer.expires_after(breath);
      co_await timer.async_wait(use_tuple);
      continue;
    }
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    asio::co_spawn(context, serve_connection(std::move(socket), tls_, upstream_), rethrow);
  }
}

asio::awaitable<void> server::watch() {
  constexpr auto glance = std::chrono::milliseconds{50};
  auto const started = std::chrono::steady_clock::now();
  asio::steady_timer timer{executor()};
  while (true) {
    timer.expires_after(glance);
    co_await timer.async_wait(use_tuple);
    auto const now = std::chrono::steady_clock::now();
    if (options_.stop_after > duration::zero() && now - started >= options_.stop_after) break;
    auto const idle = upstream_.counts().idle(now);
    if (options_.stop_after_idle > duration::zero() && idle && *idle >= options_.stop_after_idle) break;
  }
  stop();
}

}  // namespace rcs::sim

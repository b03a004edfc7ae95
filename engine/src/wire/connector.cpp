#include "wire/connector.hpp"

#include <sstream>
#include <utility>

#include "wire/name_lookup.hpp"
#include "wire/proxy_tunnel.hpp"
#include "wire/use_tuple.hpp"
#include "wire/wire_error.hpp"

namespace rcs {
namespace {

using boost::asio::awaitable;
using boost::asio::ip::tcp;

std::string to_text(tcp::endpoint const& address) {
  std::ostringstream text;
  text << address;
  return text.str();
}

time_point now() noexcept {
  return std::chrono::steady_clock::now();
}

/// Whether trying another address is of no use.
bool is_over(exchange const& into) {
  return into.error == transport::aborted;
}

}  // namespace

awaitable<std::unique_ptr<tls_channel>> connector::open(interrupter& stop, exchange& into) {
  auto const& host = way_.proxy ? way_.proxy->host : way_.server.host;
  auto const port = way_.proxy ? way_.proxy->port : way_.server.port;
  into.error = transport::none;
  auto const begun = now();
  auto addresses = co_await look_up(executor_, host, port, way_.timeout, stop, into);
  if (addresses.empty()) co_return nullptr;
  auto const looked_up = now() - begun;
  auto channel = co_await open_any(std::move(addresses), stop, into);
  if (channel) channel->connect += looked_up;
  co_return channel;
}

awaitable<std::unique_ptr<tls_channel>> connector::open_any(std::vector<tcp::endpoint> addresses, interrupter& stop,
                                                            exchange& into) {
  std::string refused_certificate;
  for (auto const& address : addresses) {
    into.error = transport::none;
    auto channel = co_await open_one(address, stop, into);
    if (channel) co_return channel;
    if (is_over(into)) co_return nullptr;
    if (into.error == transport::certificate) refused_certificate = into.error_text;
  }
  if (!refused_certificate.empty()) set_error(into, transport::certificate, std::move(refused_certificate));
  co_return nullptr;
}

awaitable<std::unique_ptr<tls_channel>> connector::open_one(tcp::endpoint address, interrupter& stop, exchange& into) {
  auto const guarded = std::make_shared<guarded_socket>(executor_);
  guarded_socket::guard const bounded{*guarded, way_.timeout, stop};
  if (guarded->ended() != transport::none) {
    set_aborted(into);
    co_return nullptr;
  }
  auto const begun = now();
  bool connected = co_await connect(*guarded, address, into);
  if (connected && way_.proxy) connected = co_await open_tunnel(*guarded, way_.server, *way_.proxy, into);
  std::unique_ptr<tls_channel> channel;
  if (connected) {
    auto const reached = now();
    channel = std::make_unique<tls_channel>(context_, guarded);
    connected = co_await shake_hands(*channel, into);
    channel->connect = reached - begun;
    channel->handshake = now() - reached;
  }
  if (!connected) channel.reset();
  co_return channel;
}

awaitable<bool> connector::connect(guarded_socket& guarded, tcp::endpoint address, exchange& into) {
  auto [failed] = co_await guarded.socket().async_connect(address, use_tuple);
  if (!failed && guarded.ended() == transport::none) {
    guarded.forget_connecting(failed);
    if (!failed) guarded.socket().set_option(tcp::no_delay{true}, failed);
    if (!failed) guarded.socket().native_non_blocking(true, failed);
  }
  auto const whom = (way_.proxy ? "the proxy " : "") + to_text(address);
  if (guarded.ended() == transport::aborted) {
    set_aborted(into);
  } else if (guarded.ended() == transport::timed_out) {
    set_error(into, transport::connect, "cannot connect to " + whom + ": no answer " + within(way_.timeout));
  } else if (failed) {
    set_error(into, transport::connect, "cannot connect to " + whom + ": " + failed.message());
  }
  co_return into.error == transport::none;
}

awaitable<bool> connector::shake_hands(tls_channel& channel, exchange& into) {
  auto& session = channel.session();
  auto step = session.handshake();
  while (step == tls_session::step::want_read || step == tls_session::step::want_write) {
    bool const ready = co_await channel.ready(step);
    if (!ready) break;
    step = session.handshake();
  }
  if (step == tls_session::step::done) co_return true;
  if (channel.guarded().ended() == transport::aborted) {
    set_aborted(into);
  } else if (channel.guarded().ended() == transport::timed_out) {
    set_error(into, transport::handshake, "TLS handshake failed: not finished " + within(way_.timeout));
  } else if (session.certificate_refused()) {
    set_error(into, transport::certificate, session.failure());
  } else {
    set_error(into, transport::handshake, "TLS handshake failed: " + session.failure());
  }
  co_return false;
}

}  // namespace rcs

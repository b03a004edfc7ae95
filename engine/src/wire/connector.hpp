#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <optional>
#include <vector>

#include "model/exchange.hpp"
#include "model/interrupter.hpp"
#include "model/time.hpp"
#include "wire/endpoint.hpp"
#include "wire/tls_channel.hpp"
#include "wire/tls_context.hpp"

namespace rcs {

/// Where a connection goes and by which way.
struct route {
  endpoint server;
  std::optional<proxy_endpoint> proxy;
  duration timeout;  ///< for the name look-up, and again for each address: TCP, tunnel and TLS together

  route(endpoint to, std::optional<proxy_endpoint> through, duration limit)
      : server{std::move(to)}, proxy{std::move(through)}, timeout{limit} {}
};

/// Opens connections, one attempt at a time and as often as asked. One executor only.
class connector {
 public:
  connector(boost::asio::any_io_executor executor, tls_context& context, route const& way)
      : executor_{std::move(executor)}, context_{context}, way_{way} {}

  /// Looks the server (or the proxy) up and tries every address in turn. Null if none would do: `into` says why, the
  /// certificate first if that was refused at one of them, else what happened at the last.
  [[nodiscard]] boost::asio::awaitable<std::unique_ptr<tls_channel>> open(interrupter& stop, exchange& into);

  /// The same without the look-up.
  [[nodiscard]] boost::asio::awaitable<std::unique_ptr<tls_channel>> open_any(
      std::vector<boost::asio::ip::tcp::endpoint> addresses, interrupter& stop, exchange& into);

 private:
  boost::asio::awaitable<std::unique_ptr<tls_channel>> open_one(boost::asio::ip::tcp::endpoint address,
                                                                interrupter& stop, exchange& into);
  boost::asio::awaitable<bool> connect(guarded_socket& guarded, boost::asio::ip::tcp::endpoint address, exchange& into);
  boost::asio::awaitable<bool> shake_hands(tls_channel& channel, exchange& into);

  boost::asio::any_io_executor executor_;
  tls_context& context_;
  route const& way_;
};

}  // namespace rcs

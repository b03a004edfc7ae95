#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "simulator/simulation.hpp"

namespace rcs::sim {

/// Serves one accepted connection to its end: handshake, then request after request, each replied to as `upstream`
/// decides. Runs on the socket's executor, which is of one thread. `upstream` and `tls` outlive it.
[[nodiscard]] boost::asio::awaitable<void> serve_connection(boost::asio::ip::tcp::socket socket,
                                                            boost::asio::ssl::context& tls, simulation& upstream);

}  // namespace rcs::sim

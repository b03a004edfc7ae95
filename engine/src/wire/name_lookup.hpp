#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "model/exchange.hpp"
#include "model/interrupter.hpp"
#include "model/time.hpp"

namespace rcs {

/// Asks the system for the addresses of `host`, a name or an IP literal, in the order to try them. Empty if there are
/// none within `limit` or `stop` fires: `into` then says why. A look-up cannot be called back; one that is given up
/// ends in the background.
[[nodiscard]] boost::asio::awaitable<std::vector<boost::asio::ip::tcp::endpoint>> look_up(
    boost::asio::any_io_executor executor, std::string host, std::uint16_t port, duration limit, interrupter& stop,
    exchange& into);

}  // namespace rcs

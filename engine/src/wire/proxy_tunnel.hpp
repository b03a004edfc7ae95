#pragma once

#include <boost/asio/awaitable.hpp>

#include "model/exchange.hpp"
#include "wire/endpoint.hpp"
#include "wire/guarded_socket.hpp"

namespace rcs {

/// Asks the proxy at the other end of `connected` for a tunnel to `target`, whose name the proxy resolves (RFC 9110,
/// 9.3.6). False, with the reason in `into`, if it refuses, its answer is no HTTP or has a head over 16 KiB, or the
/// guard on the socket ends the wait.
[[nodiscard]] boost::asio::awaitable<bool> open_tunnel(guarded_socket& connected, endpoint const& target,
                                                       proxy_endpoint const& proxy, exchange& into);

}  // namespace rcs

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rcs {

/// The upstream's address, taken apart once. Throws `std::invalid_argument` with a message for people if it is not
/// `https://host[:port]` (a trailing slash is fine; user info, a path, a query, control characters are not). IPv6
/// literals in brackets are understood; `host` then has no brackets.
struct endpoint {
  explicit endpoint(std::string_view url);

  std::string host;
  std::uint16_t port = 443;
  std::string host_header;  ///< as sent in `Host`: the port left out if it is 443
  bool is_address = false;  ///< an IP literal: no SNI
};

/// `http://[user:password@]host[:port]`: where to ask for a tunnel. Throws like `endpoint`; the message never holds the
/// password.
struct proxy_endpoint {
  explicit proxy_endpoint(std::string_view url);

  std::string host;
  std::uint16_t port = 8080;
  std::string authorization;  ///< the value of `Proxy-Authorization` (Basic), or empty
};

}  // namespace rcs

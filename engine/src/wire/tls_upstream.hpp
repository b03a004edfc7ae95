#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "model/time.hpp"
#include "wire/upstream.hpp"

namespace rcs {

/// How connections are made and kept.
struct tls_upstream_options {
  std::string endpoint;  ///< `https://host[:port]`
  std::string bulk_path = "/v1/{sid}/rcs/lookup";
  std::string single_path = "/v1/{sid}/rcs/lookup/{address}";
  std::string sid;
  std::string ca_file;           ///< PEM, trusted beside the system's store; empty: the system's only
  std::string proxy;             ///< `http://…`; empty: direct
  std::size_t connections = 32;  ///< of this shard
  std::size_t connecting = 4;    ///< handshakes under way at once, of this shard
  duration connect_timeout = std::chrono::seconds{10};  ///< name look-up, TCP, proxy and TLS together, for each address
  duration request_timeout = std::chrono::seconds{30};  ///< from the first byte sent to the last received
  duration max_age{};                                   ///< a connection older than this is not used again; 0: no limit
  std::uint64_t max_requests = 0;                       ///< requests on one connection; 0: no limit
  std::size_t max_head = std::size_t{16} * 1024;        ///< bytes of an answer's head, 1xx included
  std::size_t max_body = std::size_t{4} * 1024 * 1024;  ///< bytes of an answer's body
};

/// Hands out the present key; called for every request on the shard's executor, so that a key can be replaced while
/// running. The string outlives the call that gets it (shared ownership), and is wiped when the last owner lets go.
using key_provider = std::function<std::shared_ptr<std::string const>()>;

/// The real upstream over TLS for one shard, on an executor of one thread. Throws `std::invalid_argument` naming the
/// option that is wrong, a CA file that cannot be read included. `seed` feeds the jitter of reconnects.
///
/// Destroying it closes idle connections; a lease may be dropped later. What waits in `acquire` or `ask` is to have
/// ended before, or to be destroyed with the stopped executor.
[[nodiscard]] std::unique_ptr<upstream> make_tls_upstream(boost::asio::any_io_executor executor,
                                                          tls_upstream_options const& options, key_provider key,
                                                          std::uint64_t seed);

}  // namespace rcs

#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

#include "simulator/certificate.hpp"
#include "simulator/simulation.hpp"

namespace rcs::sim {

/// Which TLS versions are spoken.
enum class tls_versions : std::uint8_t { any, only_1_2, only_1_3 };

/// Where and how long connections are taken.
struct server_options {
  boost::asio::ip::tcp::endpoint listen;  ///< port 0: any free one
  std::size_t threads = 1;                ///< at least 1; a connection stays on one
  tls_versions tls = tls_versions::any;
  duration stop_after_idle{};  ///< stops once nobody has been connected for so long after the first request; 0: never
  duration stop_after{};       ///< stops in any case; 0: never
};

/// Takes connections over TLS and serves each. Sends no signal, reads no file, changes no limit of the process.
class server {
 public:
  /// Listens. Throws `boost::system::system_error` if the address cannot be had or the certificate is unusable.
  /// `upstream` outlives the server.
  server(server_options const& options, certificate const& identity, simulation& upstream);

  /// Where it listens, with the port it got.
  [[nodiscard]] boost::asio::ip::tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

  /// Of the thread that calls `run`.
  [[nodiscard]] boost::asio::io_context::executor_type executor() noexcept { return contexts_.front()->get_executor(); }

  /// Serves until `stop` or a limit of the options. Once.
  void run();

  /// Makes `run` return; connections that are open then are dropped. Thread-safe.
  void stop();

 private:
  boost::asio::awaitable<void> accept_all();
  boost::asio::awaitable<void> watch();

  server_options options_;
  simulation& upstream_;
  boost::asio::ssl::context tls_;
  std::vector<std::unique_ptr<boost::asio::io_context>> contexts_;
  boost::asio::ip::tcp::acceptor acceptor_;
};

}  // namespace rcs::sim

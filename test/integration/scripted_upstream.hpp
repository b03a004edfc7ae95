#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <string>
#include <thread>
#include <utility>

#include "support/certificates.hpp"
#include "support/script.hpp"
#include "support/temp_dir.hpp"
#include "support/tls_server.hpp"

namespace rcs::test {

/// A scripted server on a thread of its own: for programs that are run from outside, and for what no simulator in its
/// right mind would send.
class scripted_upstream {
 public:
  /// Every connection gets `what`. The certificate is good for `localhost` unless one is given.
  explicit scripted_upstream(script what, certificate identity = {}, int oldest = TLS1_2_VERSION,
                             int newest = TLS1_3_VERSION)
      : server_{context_.get_executor(), {with_default(std::move(identity)), oldest, newest}} {
    folder_.write("ca.pem", authority_.pem());
    server_.expect(std::move(what));
    thread_ = std::jthread{[this] { context_.run(); }};
  }
  ~scripted_upstream() { stop(); }
  scripted_upstream(scripted_upstream const&) = delete;
  scripted_upstream& operator=(scripted_upstream const&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return server_.port(); }
  [[nodiscard]] std::string url() const { return "https://localhost:" + std::to_string(port()); }
  [[nodiscard]] std::string ca_file() const { return folder_ / "ca.pem"; }
  /// What it has seen; it is stopped to be asked.
  [[nodiscard]] tls_server_record const& seen() {
    stop();
    return server_.seen();
  }

 private:
  certificate with_default(certificate given) const {
    return given.chain.empty() ? authority_.issue({{"localhost"}}) : std::move(given);
  }
  void stop() {
    if (!thread_.joinable()) return;
    boost::asio::post(context_, [this] { server_.stop(); });
    thread_.join();
  }

  temp_dir folder_;
  certificate_authority authority_{"test authority"};
  boost::asio::io_context context_{1};
  tls_server server_;
  std::jthread thread_;
};

}  // namespace rcs::test

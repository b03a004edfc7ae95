#pragma once

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fstream>
#include <string>
#include <thread>

#include "simulator/server.hpp"
#include "support/temp_dir.hpp"

namespace rcs::test {

/// The simulator on a free loopback port and a thread of its own, for as long as this lives.
class running_simulator {
 public:
  explicit running_simulator(sim::profile const& rules = {}, sim::certificate_flaw flaw = sim::certificate_flaw::none,
                             sim::tls_versions tls = sim::tls_versions::any)
      : upstream_{rules, 1}, identity_{sim::make_certificate(flaw)}, server_{options(tls), identity_, upstream_} {
    folder_.write("ca.pem", identity_.authority);
    thread_ = std::jthread{[this] { server_.run(); }};
  }
  ~running_simulator() { server_.stop(); }
  running_simulator(running_simulator const&) = delete;
  running_simulator& operator=(running_simulator const&) = delete;

  [[nodiscard]] std::string url(std::string const& host = "localhost") const {
    return "https://" + host + ":" + std::to_string(server_.endpoint().port());
  }
  [[nodiscard]] std::string ca_file() const { return folder_ / "ca.pem"; }
  /// What it was asked, as GET /stats has it.
  [[nodiscard]] boost::json::value stats() { return boost::json::parse(upstream_.counts().to_json()); }

 private:
  static sim::server_options options(sim::tls_versions tls) {
    sim::server_options made;
    made.listen = {boost::asio::ip::make_address("127.0.0.1"), 0};
    made.tls = tls;
    return made;
  }

  temp_dir folder_;
  sim::simulation upstream_;
  sim::certificate identity_;
  sim::server server_;
  std::jthread thread_;
};

}  // namespace rcs::test

#pragma once

#include <openssl/ssl.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "support/certificates.hpp"
#include "support/script.hpp"

namespace rcs::test {

/// What a test server has seen so far.
struct tls_server_record {
  std::size_t accepted = 0;
  std::size_t handshakes = 0;             ///< completed
  std::size_t resumed = 0;                ///< of these, resumptions
  std::size_t finished = 0;               ///< connections that are over
  std::size_t pauses = 0;                 ///< begun
  std::size_t peak_open = 0;              ///< most connections at once
  std::size_t peak_shaking = 0;           ///< most handshakes at once
  std::vector<std::string> server_names;  ///< of each handshake: what SNI asked for, or empty
  std::vector<std::string> requests;
  std::vector<std::size_t> connection_of;  ///< of each request: the number of its connection, from 0
};

/// A scripted server on a free port of 127.0.0.1, as coroutines on the test's own executor: no thread and no time is
/// involved, and what it has seen is simply there. To outlive the running of the executor, even once stopped.
class tls_server {
 public:
  struct options {
    certificate identity;
    int oldest = TLS1_2_VERSION;
    int newest = TLS1_3_VERSION;
  };

  tls_server(boost::asio::any_io_executor executor, options const& how);
  ~tls_server();
  tls_server(tls_server const&) = delete;
  tls_server& operator=(tls_server const&) = delete;

  /// What the next connection without a script gets; the last one given serves all that follow.
  void expect(script what) { scripts_.push_back(std::move(what)); }

  /// Lets all scripts that pause go on.
  void resume();
  /// Waits until `holds` does; looked at whenever something happens here.
  [[nodiscard]] boost::asio::awaitable<void> until(std::function<bool(tls_server_record const&)> holds);
  /// Ends everything.
  void stop();

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] tls_server_record const& seen() const noexcept { return seen_; }

 private:
  struct session;

  boost::asio::awaitable<void> accept();
  boost::asio::awaitable<void> serve(std::shared_ptr<session> one);
  boost::asio::awaitable<bool> play(session& one, script::step const& step);
  boost::asio::awaitable<bool> shake_hands(session& one);
  boost::asio::awaitable<bool> read_request(session& one);
  boost::asio::awaitable<bool> send(session& one, script::step const& step);
  boost::asio::awaitable<bool> flood(session& one, script::step const& step);
  void happened();

  boost::asio::any_io_executor executor_;
  boost::asio::ssl::context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::uint16_t port_ = 0;
  std::vector<script> scripts_;
  std::list<std::weak_ptr<session>> sessions_;
  std::size_t shaking_ = 0;
  bool stopped_ = false;
  boost::asio::steady_timer event_;
  boost::asio::steady_timer go_on_;
  tls_server_record seen_;
};

}  // namespace rcs::test

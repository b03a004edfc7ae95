#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/batch.hpp"
#include "model/exchange.hpp"
#include "model/interrupter.hpp"
#include "support/certificates.hpp"
#include "support/temporary_file.hpp"
#include "support/tls_server.hpp"
#include "wire/tls_upstream.hpp"

namespace rcs::test {

/// A bulk batch of this many numbers, from +1 200 555 0100 on.
[[nodiscard]] batch numbers(std::size_t count);

/// An HTTP answer with a `Content-Length`.
[[nodiscard]] std::string answer(std::string_view status, std::string_view body, std::string_view fields = {});

/// A body of this many devices, the first ones of `numbers`.
[[nodiscard]] std::string devices(std::size_t count);

/// The answer that a server in its right mind gives to `numbers(count)`.
[[nodiscard]] std::string good_answer(std::size_t count);

/// A test server, what a client needs to know to trust it, and one executor for both.
struct wire_fixture {
  boost::asio::io_context context{1};
  certificate_authority authority{"test authority"};
  temporary_file ca_file{authority.pem()};
  interrupter stop;
  exchange seen;
  batch asked = numbers(2);

  /// At first one whose certificate is good for `localhost` and 127.0.0.1.
  std::unique_ptr<tls_server> server;

  wire_fixture();

  /// Puts another server in the place of `server`.
  void serve(tls_server::options const& how);
  /// How to reach `server` by its address, with no limits in the way.
  [[nodiscard]] tls_upstream_options options(std::string const& host = "127.0.0.1") const;
  [[nodiscard]] std::unique_ptr<upstream> connect(tls_upstream_options const& how);

  /// One exchange on a connection of its own choice; what came of it is in `seen`.
  [[nodiscard]] boost::asio::awaitable<void> ask(upstream& of, bool patient = false);

  /// Lets everything happen that can happen without this coroutine.
  [[nodiscard]] static boost::asio::awaitable<void> settle();

  /// Starts something beside `run`'s body. What it throws comes out of `run`.
  void spawn(boost::asio::awaitable<void> what);
  /// Runs `body`, a function that returns a coroutine, and ends the server afterwards.
  template <class Body>
  void run(Body body) {
    spawn(finish(body()));
    context.run();
    if (failure) std::rethrow_exception(failure);
  }

 private:
  boost::asio::awaitable<void> finish(boost::asio::awaitable<void> body);

  std::vector<std::unique_ptr<tls_server>> retired;  ///< stopped, with steps of theirs still to be run
  std::exception_ptr failure;
};

}  // namespace rcs::test

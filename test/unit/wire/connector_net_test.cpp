#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <vector>

#include "support/wire_fixture.hpp"
#include "wire/connector.hpp"
#include "wire/name_lookup.hpp"

namespace rcs {
namespace {

using boost::asio::awaitable;
using boost::asio::ip::tcp;
using test::answer;
using test::good_answer;
using test::script;

struct connector_fixture : test::wire_fixture {
  tcp::endpoint here(std::uint16_t port) const { return {boost::asio::ip::address_v4::loopback(), port}; }

  /// Where nobody listens.
  tcp::endpoint dead() {
    tcp::acceptor const closed_soon{context, here(0)};
    return closed_soon.local_endpoint();
  }

  /// Asks by way of `server` as a proxy, for a server that only the proxy can find.
  void ask_through(script how, std::string const& credentials = "") {
    server->expect(std::move(how));
    auto through = options();
    through.endpoint = "https://localhost:8443";
    through.proxy = "http://" + credentials + "127.0.0.1:" + std::to_string(server->port());
    auto const up = connect(through);
    run([&]() -> awaitable<void> { co_await ask(*up); });
  }
};

BOOST_FIXTURE_TEST_SUITE(connector_net, connector_fixture)

BOOST_AUTO_TEST_CASE(the_next_address_is_tried_when_one_is_dead) {
  server->expect(script::tls());
  route const way{endpoint{options().endpoint}, std::nullopt, std::chrono::seconds{10}};
  tls_context tls{way.server, ca_file.path()};
  connector connects{context.get_executor(), tls, way};
  std::vector<tcp::endpoint> const addresses{dead(), dead(), here(server->port())};
  run([&]() -> awaitable<void> {
    auto const channel = co_await connects.open_any(addresses, stop, seen);
    BOOST_TEST(static_cast<bool>(channel));
  });
  BOOST_TEST((seen.error == transport::none));
}

BOOST_AUTO_TEST_CASE(a_refused_certificate_is_reported_before_a_dead_address) {
  server->expect(script::tls());
  route const way{endpoint{"https://other.example"}, std::nullopt, std::chrono::seconds{10}};
  tls_context tls{way.server, ca_file.path()};
  connector connects{context.get_executor(), tls, way};
  std::vector<tcp::endpoint> const addresses{here(server->port()), dead()};
  run([&]() -> awaitable<void> {
    auto const channel = co_await connects.open_any(addresses, stop, seen);
    BOOST_TEST(!channel);
  });
  BOOST_TEST((seen.error == transport::certificate), seen.error_text);
}

BOOST_AUTO_TEST_CASE(an_address_where_nobody_listens_is_named) {
  auto how = options();
  auto const address = "127.0.0.1:" + std::to_string(dead().port());
  how.endpoint = "https://" + address;
  auto const up = connect(how);
  run([&]() -> awaitable<void> { co_await ask(*up); });
  BOOST_TEST((seen.error == transport::connect));
  BOOST_TEST(seen.error_text == "cannot connect to " + address + ": Connection refused");
}

BOOST_AUTO_TEST_CASE(a_name_without_an_address_is_named) {
  auto const impossible = std::string(64, 'a') + ".example";  // refused without asking anybody
  run([&]() -> awaitable<void> {
    auto const found = co_await look_up(context.get_executor(), impossible, 443, std::chrono::seconds{10}, stop, seen);
    BOOST_TEST(found.empty());
  });
  BOOST_TEST((seen.error == transport::resolve));
  BOOST_TEST(seen.error_text.starts_with("cannot look up " + impossible + ": "), seen.error_text);
}

BOOST_AUTO_TEST_CASE(the_stop_signal_ends_a_name_look_up) {
  auto const fire = [&]() -> awaitable<void> {
    stop.fire();
    co_return;
  };
  run([&]() -> awaitable<void> {
    spawn(fire());  // runs once the look-up has begun, and before it can end
    co_await look_up(context.get_executor(), "localhost", 443, std::chrono::seconds{10}, stop, seen);
  });
  BOOST_TEST((seen.error == transport::aborted));
}

BOOST_AUTO_TEST_CASE(a_handshake_without_an_end_is_given_up) {
  server->expect(script::plain());
  auto how = options();
  how.connect_timeout = std::chrono::milliseconds{50};
  auto const up = connect(how);
  run([&]() -> awaitable<void> { co_await ask(*up); });
  BOOST_TEST((seen.error == transport::handshake));
  BOOST_TEST(seen.error_text == "TLS handshake failed: not finished within 50 ms");
}

BOOST_AUTO_TEST_CASE(a_connect_without_an_end_is_given_up) {
  tcp::acceptor full{context};
  full.open(tcp::v4());
  full.bind(here(0));
  full.listen(0);
  std::vector<tcp::socket> fillers;
  for (int i = 0; i < 4; ++i) {  // the kernel drops what is over the backlog
    fillers.emplace_back(context);
    fillers.back().async_connect(full.local_endpoint(), [](boost::system::error_code const&) {});
  }
  auto how = options();
  how.endpoint = "https://127.0.0.1:" + std::to_string(full.local_endpoint().port());
  how.connect_timeout = std::chrono::milliseconds{50};
  auto const up = connect(how);
  run([&]() -> awaitable<void> {
    co_await ask(*up);
    fillers.clear();
  });
  BOOST_TEST((seen.error == transport::connect));
  BOOST_TEST(seen.error_text.ends_with("no answer within 50 ms"), seen.error_text);
}

BOOST_AUTO_TEST_CASE(a_tunnel_leads_to_the_server_that_the_proxy_finds) {
  ask_through(script::plain()
                  .read()
                  .send("HTTP/1.1 200 Connection established\r\n\r\n", 5)
                  .handshake()
                  .read()
                  .send(good_answer(2)));
  BOOST_TEST(seen.error_text == "");
  BOOST_TEST(seen.status == 200);
  BOOST_TEST(server->seen().requests.at(0) == "CONNECT localhost:8443 HTTP/1.1\r\nHost: localhost:8443\r\n\r\n");
  BOOST_TEST(server->seen().server_names.at(0) == "localhost");
  BOOST_TEST(server->seen().requests.at(1).find("Proxy-Authorization") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_tunnel_is_asked_for_with_the_proxys_credentials) {
  ask_through(script::plain().read().send("HTTP/1.1 200 OK\r\n\r\n").handshake().read().send(good_answer(2)),
              "user:example@");
  BOOST_TEST(seen.status == 200);
  BOOST_TEST(server->seen().requests.at(0).find("\r\nProxy-Authorization: Basic dXNlcjpleGFtcGxl\r\n") !=
             std::string::npos);
  BOOST_TEST(server->seen().requests.at(1).find("Proxy-Authorization") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_refused_tunnel_is_reported_with_its_status_and_without_the_password) {
  ask_through(script::plain().read().send(answer("407 Proxy Authentication Required", "no")), "user:example@");
  BOOST_TEST((seen.error == transport::proxy));
  BOOST_TEST(seen.error_text == "the proxy 127.0.0.1:" + std::to_string(server->port()) +
                                    " refused the tunnel: 407 Proxy Authentication Required");
  BOOST_TEST(server->seen().requests.size() == 1);  // and nothing of ours went there
}

BOOST_AUTO_TEST_CASE(a_proxy_that_speaks_behind_its_answer_is_not_trusted) {
  ask_through(script::plain().read().send("HTTP/1.1 200 OK\r\n\r\nand more"));
  BOOST_TEST((seen.error == transport::proxy), seen.error_text);
}

BOOST_AUTO_TEST_CASE(a_proxys_answer_is_bounded) {
  ask_through(script::plain().read().send("HTTP/1.1 200 OK\r\nX-Flood: " + std::string(100'000, 'x')));
  BOOST_TEST((seen.error == transport::proxy), seen.error_text);
}

BOOST_AUTO_TEST_CASE(a_proxy_that_does_not_speak_http_is_reported) {
  ask_through(script::plain().read().send("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
  BOOST_TEST((seen.error == transport::proxy), seen.error_text);
}

BOOST_AUTO_TEST_CASE(a_proxy_that_closes_without_a_word_is_reported) {
  ask_through(script::plain().read().cut());
  BOOST_TEST((seen.error == transport::proxy), seen.error_text);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace rcs

#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>

#include "support/wire_fixture.hpp"

namespace rcs {
namespace {

using boost::asio::awaitable;
using std::chrono::hours;
using test::answer;
using test::certificate_authority;
using test::devices;
using test::good_answer;
using test::script;

struct certificate_fixture : test::wire_fixture {
  /// Asks a server that shows `identity`, patiently: a refused certificate ends even that.
  void ask_one_with(test::certificate identity, std::string const& host = "127.0.0.1") {
    serve({std::move(identity)});
    server->expect(script::tls().read().send(good_answer(2)));
    auto const up = connect(options(host));
    run([&]() -> awaitable<void> { co_await ask(*up, true); });
    BOOST_TEST(server->seen().requests.empty());
    BOOST_TEST(up->counts().failed == 1);
    BOOST_TEST(up->counts().opened == 0);
  }

  void expect_refusal(std::string const& words) {
    BOOST_TEST((seen.error == transport::certificate), seen.error_text);
    BOOST_TEST(seen.error_text.starts_with("certificate refused: " + words), seen.error_text);
  }
};

BOOST_FIXTURE_TEST_SUITE(certificate_net, certificate_fixture)

BOOST_AUTO_TEST_CASE(a_certificate_for_another_host_is_refused_by_that_name) {
  ask_one_with(authority.issue({{"other.example"}}), "localhost");
  expect_refusal("it is for another host than \"localhost\" (hostname mismatch)");
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_address_is_refused_by_that_name) {
  ask_one_with(authority.issue({{"localhost", "127.0.0.2"}}));
  expect_refusal("it is for another address than \"127.0.0.1\"");
}

BOOST_AUTO_TEST_CASE(an_unknown_authority_is_refused_by_that_name) {
  ask_one_with(certificate_authority{"somebody else"}.issue({{"127.0.0.1"}}));
  expect_refusal("its issuer is not trusted: an unknown CA");
}

BOOST_AUTO_TEST_CASE(a_self_signed_certificate_is_refused_by_that_name) {
  ask_one_with(test::self_signed({{"127.0.0.1"}}));
  expect_refusal("it is self-signed and not in the CA file");
}

BOOST_AUTO_TEST_CASE(an_expired_certificate_is_refused_by_that_name) {
  ask_one_with(authority.issue({{"127.0.0.1"}, -hours{48}, -hours{24}}));
  expect_refusal("it has expired");
}

BOOST_AUTO_TEST_CASE(a_certificate_not_yet_valid_is_refused_by_that_name) {
  ask_one_with(authority.issue({{"127.0.0.1"}, hours{24}, hours{48}}));
  expect_refusal("it is not yet valid");
}

BOOST_AUTO_TEST_CASE(a_self_signed_certificate_in_the_ca_file_is_trusted) {
  auto const own = test::self_signed({{"127.0.0.1"}});
  test::temporary_file const trusted{own.chain};
  serve({own});
  server->expect(script::tls().read().send(good_answer(2)));
  auto how = options();
  how.ca_file = trusted.path();
  auto const up = connect(how);
  run([&]() -> awaitable<void> { co_await ask(*up); });
  BOOST_TEST(seen.error_text == "");
  BOOST_TEST(seen.status == 200);
}

BOOST_AUTO_TEST_CASE(a_server_that_speaks_nothing_newer_than_tls_1_1_is_refused) {
  serve({authority.issue({{"127.0.0.1"}}), TLS1_VERSION, TLS1_1_VERSION});
  server->expect(script::tls());
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  BOOST_TEST((seen.error == transport::handshake));
  BOOST_TEST(seen.error_text.starts_with("TLS handshake failed: the server speaks no TLS version from 1.2 on"),
             seen.error_text);
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_speak_tls_is_told_so) {
  server->expect(script::plain().send(answer("400 Bad Request", "")));
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  BOOST_TEST((seen.error == transport::handshake));
  BOOST_TEST(seen.error_text.starts_with("TLS handshake failed: the server does not speak TLS on this port"),
             seen.error_text);
}

BOOST_AUTO_TEST_CASE(the_host_is_named_to_the_server_but_an_address_is_not) {
  server->expect(script::tls().read().send(good_answer(2)));
  auto const by_name = connect(options("localhost"));
  auto const by_address = connect(options("127.0.0.1"));
  run([&]() -> awaitable<void> {
    co_await ask(*by_name);
    co_await ask(*by_address);
  });
  BOOST_TEST(seen.status == 200);
  BOOST_TEST(server->seen().server_names.at(0) == "localhost");
  BOOST_TEST(server->seen().server_names.at(1) == "");
}

void resumes(certificate_fixture& all, int version) {
  all.serve({all.authority.issue({{"127.0.0.1"}}), version, version});
  all.server->expect(script::tls().read().send(answer("200 OK", devices(2), "Connection: close\r\n")).end());
  auto const up = all.connect(all.options());
  constexpr std::size_t rounds = 20;
  all.run([&]() -> awaitable<void> {
    for (std::size_t i = 0; i < rounds; ++i) {
      co_await all.ask(*up);
      BOOST_TEST(all.seen.status == 200);
    }
  });
  BOOST_TEST(up->counts().opened == rounds);
  BOOST_TEST(up->counts().resumed == rounds - 1);
  BOOST_TEST(all.server->seen().resumed == rounds - 1);
}

BOOST_AUTO_TEST_CASE(tls_1_2_sessions_are_resumed) {
  resumes(*this, TLS1_2_VERSION);
}

BOOST_AUTO_TEST_CASE(tls_1_3_sessions_are_resumed) {
  resumes(*this, TLS1_3_VERSION);
}

BOOST_AUTO_TEST_CASE(sessions_of_connections_that_broke_are_resumed) {
  server->expect(script::tls().read().reset());
  auto const up = connect(options());
  run([&]() -> awaitable<void> {
    co_await ask(*up);
    co_await ask(*up);
    co_await ask(*up);
  });
  BOOST_TEST(server->seen().resumed == 2);
}

BOOST_AUTO_TEST_CASE(session_tickets_that_wait_to_be_read_do_not_make_a_connection_look_dead) {
  server->expect(script::tls().read().send(good_answer(2)).again());
  auto const up = connect(options());
  run([&]() -> awaitable<void> {
    { auto const unused = co_await up->acquire(false, stop, seen); }
    co_await settle();  // the tickets arrive while the connection is idle
    co_await ask(*up);
  });
  BOOST_TEST(seen.status == 200);
  BOOST_TEST(server->seen().accepted == 1);
}

BOOST_AUTO_TEST_CASE(a_ca_file_that_cannot_be_read_is_a_configuration_error) {
  auto how = options();
  how.ca_file = "/nonexistent/ca.pem";
  auto const names_it = [](std::invalid_argument const& error) {
    return std::string{error.what()}.find("ca_file: cannot read certificates from /nonexistent/ca.pem") == 0;
  };
  BOOST_CHECK_EXCEPTION((void)connect(how), std::invalid_argument, names_it);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace rcs

#include "simulator/server.hpp"

#include <openssl/x509_vfy.h>

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace rcs::sim;
using namespace std::chrono_literals;
namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

constexpr auto path = "/v1/simulator/rcs/lookup";

std::string body_of(std::size_t count) {
  std::string body = R"({"deviceAddresses":[)";
  for (std::size_t i = 0; i < count; ++i) body += "\"+" + std::to_string(999'000'000'000 + i) + "\",";
  body.back() = ']';
  return body + "}";
}

/// A simulator on a loopback port, on a thread of its own.
struct running {
  explicit running(profile const& rules = {}, certificate_flaw flaw = certificate_flaw::none,
                   server_options options = {})
      : identity{make_certificate(flaw)}, upstream{rules, 1}, listening{with_address(options), identity, upstream} {
    thread = std::jthread{[this] { listening.run(); }};
  }
  ~running() { listening.stop(); }
  running(running const&) = delete;
  running& operator=(running const&) = delete;

  static server_options with_address(server_options options) {
    options.listen = {asio::ip::address_v4::loopback(), 0};
    return options;
  }

  certificate identity;
  simulation upstream;
  server listening;
  std::jthread thread;
};

/// A plain blocking client of one connection.
struct client {
  explicit client(running& to) : tls{make_context(to.identity)}, stream{context, tls} {
    stream.next_layer().connect(to.listening.endpoint());
    stream.set_verify_callback(asio::ssl::host_name_verification{"localhost"});
  }
  static asio::ssl::context make_context(certificate const& identity) {
    asio::ssl::context made{asio::ssl::context::tls_client};
    made.set_verify_mode(asio::ssl::verify_peer);
    made.add_certificate_authority(asio::buffer(identity.authority));
    return made;
  }

  boost::system::error_code handshake() {
    boost::system::error_code ec;
    stream.handshake(asio::ssl::stream_base::client, ec);
    return ec;
  }
  boost::system::error_code send(std::string const& body) {
    http::request<http::string_body> request{http::verb::post, path, 11, body};
    request.set(http::field::host, "localhost");
    request.set("api-key", "simulator-key");
    request.set(http::field::content_type, "application/json");
    request.prepare_payload();
    boost::system::error_code ec;
    http::write(stream, request, ec);
    return ec;
  }
  boost::system::error_code post(std::string const& body = body_of(100)) {
    auto ec = send(body);
    if (!ec) read(ec);
    return ec;
  }
  void read(boost::system::error_code& ec) {
    http::response_parser<http::string_body> parser;
    parser.body_limit(std::uint64_t{1} << 30U);
    http::read(stream, buffer, parser, ec);
    answer = parser.release();
  }

  asio::io_context context;
  asio::ssl::context tls;
  asio::ssl::stream<tcp::socket> stream;
  boost::beast::flat_buffer buffer;
  http::response<http::string_body> answer;
};

profile with(fault what) {
  profile rules;
  rules.faults.shares[index_of(what)] = 1;
  rules.faults.stall_for = 10ms;
  rules.faults.huge_cap = std::size_t{1} << 20U;
  return rules;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(simulator_server)

BOOST_AUTO_TEST_CASE(requests_are_answered_one_after_another_on_one_connection) {
  running sim;
  client c{sim};
  BOOST_REQUIRE(!c.handshake());
  for (int i = 0; i < 20; ++i) {
    BOOST_REQUIRE(!c.post(body_of(500)));
    BOOST_TEST(c.answer.result_int() == 200U);
    BOOST_TEST(c.answer.body().size() > 20'000U);
  }
}

BOOST_AUTO_TEST_CASE(several_threads_serve_at_once) {
  server_options options;
  options.threads = 2;
  running sim{{}, certificate_flaw::none, options};
  {
    std::vector<std::jthread> clients;
    for (int k = 0; k < 4; ++k) {
      clients.emplace_back([&sim] {
        client c{sim};
        bool good = !c.handshake();
        for (int i = 0; good && i < 50; ++i) good = !c.post() && c.answer.result_int() == 200;
      });
    }
  }
  auto const stats = sim.upstream.counts().to_json();
  BOOST_TEST(stats.find(R"("total":200)") != std::string::npos, stats);
  BOOST_TEST(stats.find(R"("by_status":{"200":200})") != std::string::npos, stats);
}

BOOST_AUTO_TEST_CASE(a_flawed_certificate_is_one_that_clients_refuse) {
  for (auto const flaw : {certificate_flaw::expired, certificate_flaw::wrong_host}) {
    running sim{{}, flaw};
    client c{sim};
    BOOST_TEST(c.handshake().failed());
    auto const why = SSL_get_verify_result(c.stream.native_handle());
    BOOST_TEST(
        (flaw == certificate_flaw::expired ? why == X509_V_ERR_CERT_HAS_EXPIRED : why != X509_V_ERR_CERT_HAS_EXPIRED));
  }
}

BOOST_AUTO_TEST_CASE(another_authority_is_unknown_to_clients) {
  running sim;
  sim.identity = make_certificate(certificate_flaw::none);
  client c{sim};
  BOOST_TEST(c.handshake().failed());
}

BOOST_AUTO_TEST_CASE(sessions_are_resumed) {
  server_options options;
  options.tls = tls_versions::only_1_2;
  running sim{{}, certificate_flaw::none, options};
  client first{sim}, second{sim};
  BOOST_REQUIRE(!first.handshake());
  SSL_set_session(second.stream.native_handle(), SSL_get_session(first.stream.native_handle()));
  BOOST_REQUIRE(!second.handshake());
  BOOST_TEST(SSL_session_reused(second.stream.native_handle()) == 1);
  BOOST_REQUIRE(!second.post());
  BOOST_TEST(sim.upstream.counts().to_json().find(R"("tls_resumed":1)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_reset_comes_before_any_byte) {
  running sim{with(fault::reset)};
  client c{sim};
  BOOST_REQUIRE(!c.handshake());
  BOOST_TEST(c.post() == asio::error::connection_reset);
  BOOST_TEST(c.buffer.size() == 0U);
}

BOOST_AUTO_TEST_CASE(answers_break_off_in_the_middle) {
  for (auto const what : {fault::reset_mid_body, fault::truncate}) {
    running sim{with(what)};
    client c{sim};
    BOOST_REQUIRE(!c.handshake());
    BOOST_TEST(c.post().failed());
    BOOST_TEST(c.answer.result_int() == 200U);
    BOOST_TEST(c.answer.body().size() > 0U);
  }
}

BOOST_AUTO_TEST_CASE(a_stalled_request_gets_nothing) {
  running sim{with(fault::stall)};
  client c{sim};
  BOOST_REQUIRE(!c.handshake());
  BOOST_TEST(c.post().failed());
  BOOST_TEST(sim.upstream.counts().to_json().find(R"("by_status":{"none":1})") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_huge_body_is_cut_off_at_its_cap) {
  running sim{with(fault::huge)};
  client c{sim};
  BOOST_REQUIRE(!c.handshake());
  BOOST_TEST(c.post().failed());
  BOOST_TEST(c.answer.body().size() > std::size_t{1} << 19U);
}

BOOST_AUTO_TEST_CASE(unusual_ways_of_sending_bring_the_whole_answer) {
  running plain;
  client usual{plain};
  BOOST_REQUIRE(!usual.handshake());
  BOOST_REQUIRE(!usual.post());
  for (auto const way : {&fault_rules::slow, &fault_rules::http10, &fault_rules::chunked}) {
    profile rules;
    rules.faults.*way = 1;
    rules.faults.slow_for = 20ms;
    running sim{rules};
    client other{sim};
    BOOST_REQUIRE(!other.handshake());
    auto const ec = other.post();
    BOOST_TEST((!ec || ec == asio::ssl::error::stream_truncated));
    BOOST_TEST(other.answer.body() == usual.answer.body());
  }
}

BOOST_AUTO_TEST_CASE(interim_answers_come_first) {
  profile rules;
  rules.faults.continue_100 = 1;
  running sim{rules};
  client c{sim};
  BOOST_REQUIRE(!c.handshake());
  BOOST_REQUIRE(!c.post());
  std::vector<unsigned> statuses{c.answer.result_int()};
  while (statuses.back() < 200) {
    boost::system::error_code ec;
    c.read(ec);
    BOOST_REQUIRE(!ec);
    statuses.push_back(c.answer.result_int());
  }
  BOOST_TEST(statuses == (std::vector<unsigned>{100, 103, 200}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(connections_close_announced_or_not) {
  for (bool const announced : {true, false}) {
    profile rules;
    (announced ? rules.connections.close_after : rules.connections.close_silently_after) = 2;
    running sim{rules};
    client c{sim};
    BOOST_REQUIRE(!c.handshake());
    BOOST_REQUIRE(!c.post());
    BOOST_TEST(c.answer.keep_alive());
    BOOST_REQUIRE(!c.post());
    BOOST_TEST(c.answer.keep_alive() != announced);
    boost::system::error_code ec;
    c.read(ec);
    BOOST_TEST(ec.failed());
  }
}

BOOST_AUTO_TEST_CASE(a_client_that_leaves_is_not_counted_as_answered) {
  profile rules;
  rules.latency.typical = rules.latency.max = 1h;
  running sim{rules};
  {
    client c{sim};
    BOOST_REQUIRE(!c.handshake());
    BOOST_REQUIRE(!c.send(body_of(100)));
  }
  std::string stats;
  do {
    std::this_thread::yield();
    stats = sim.upstream.counts().to_json();
  } while (stats.find(R"("abandoned":1)") == std::string::npos);
  BOOST_TEST(stats.find(R"("devices":0)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_no_http_is_refused) {
  running sim;
  client c{sim};
  BOOST_REQUIRE(!c.handshake());
  asio::write(c.stream, asio::buffer(std::string{"GARBAGE\r\n\r\n"}));
  boost::system::error_code ec;
  c.read(ec);
  BOOST_TEST(c.answer.result_int() == 400U);
  BOOST_TEST(!c.answer.keep_alive());
}

BOOST_AUTO_TEST_CASE(a_body_that_is_too_large_is_heard_out_and_refused) {
  running sim;
  client c{sim};
  BOOST_REQUIRE(!c.handshake());
  BOOST_REQUIRE(!c.post(std::string(2'000'000, 'x')));
  BOOST_TEST(c.answer.result_int() == 413U);
  BOOST_REQUIRE(!c.post());
  BOOST_TEST(c.answer.result_int() == 200U);
}

BOOST_AUTO_TEST_CASE(it_stops_with_requests_under_way) {
  profile rules;
  rules.latency.typical = rules.latency.max = 1h;
  rules.connections.idle_timeout = 1h;
  running sim{rules};
  client idle{sim}, waiting{sim};
  BOOST_REQUIRE(!idle.handshake());
  BOOST_REQUIRE(!waiting.handshake());
  waiting.send(body_of(100));
  while (sim.upstream.counts().to_json().find(R"("in_flight":1)") == std::string::npos) std::this_thread::yield();
  sim.listening.stop();
  sim.thread.join();
  BOOST_TEST(!sim.thread.joinable());
}

BOOST_AUTO_TEST_CASE(it_stops_by_itself_when_its_time_is_over) {
  server_options options;
  options.stop_after = 1ms;
  running sim{{}, certificate_flaw::none, options};
  sim.thread.join();
  BOOST_TEST(!sim.thread.joinable());
}

BOOST_AUTO_TEST_SUITE_END()

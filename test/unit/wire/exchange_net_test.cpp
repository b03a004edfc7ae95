#include <boost/test/unit_test.hpp>
#include <string>

#include "support/wire_fixture.hpp"

namespace rcs {
namespace {

using boost::asio::awaitable;
using test::answer;
using test::devices;
using test::good_answer;
using test::script;

BOOST_FIXTURE_TEST_SUITE(exchange_net, test::wire_fixture)

BOOST_AUTO_TEST_CASE(a_good_exchange_brings_answers_times_and_counts) {
  asked = test::numbers(500);
  server->expect(script::tls().read().send(good_answer(500)));
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  BOOST_TEST(seen.error_text == "");
  BOOST_TEST(seen.status == 200);
  BOOST_TEST(seen.answers.size() == 500);
  BOOST_TEST((seen.answers[7].device == asked.entries()[7].asked));
  BOOST_TEST(seen.answers[7].carrier_id == "Test Carrier");
  BOOST_TEST(!seen.reused_connection);
  BOOST_TEST(seen.any_byte);
  BOOST_TEST(seen.first_byte.count() > 0);
  BOOST_TEST(seen.total.count() >= seen.first_byte.count());
  BOOST_TEST(seen.bytes_sent == server->seen().requests.at(0).size());
  BOOST_TEST(seen.bytes_received == good_answer(500).size());
}

BOOST_AUTO_TEST_CASE(the_request_carries_key_host_and_numbers) {
  server->expect(script::tls().read().send(good_answer(2)));
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  auto const& request = server->seen().requests.at(0);
  BOOST_TEST(request.starts_with("POST /v1/AC0/rcs/lookup HTTP/1.1\r\n"));
  BOOST_TEST(request.find("api-key: test-key\r\n") != std::string::npos);
  BOOST_TEST(request.find(":" + std::to_string(server->port()) + "\r\n") != std::string::npos);
  BOOST_TEST(request.ends_with(R"({"deviceAddresses":["+12005550100","+12005550101"]})"));
}

BOOST_AUTO_TEST_CASE(a_replaced_key_is_used_from_the_next_request_on) {
  server->expect(script::tls().read().send(good_answer(2)).again());
  auto key = std::make_shared<std::string const>("first-key");
  auto const up = make_tls_upstream(
      context.get_executor(), options(), [&key] { return key; }, 1);
  run([&]() -> awaitable<void> {
    co_await ask(*up);
    key = std::make_shared<std::string const>("second-key");
    co_await ask(*up);
  });
  BOOST_TEST(server->seen().requests.at(0).find("api-key: first-key\r\n") != std::string::npos);
  BOOST_TEST(server->seen().requests.at(1).find("api-key: second-key\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_key_that_the_server_sends_back_is_hidden) {
  std::string const words = "no such key: test-key, really test-key";
  server->expect(script::tls().read().send("HTTP/1.1 401 No\r\nContent-Length: " + std::to_string(words.size()) +
                                           "\r\n\r\n" + words));
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  BOOST_TEST(seen.server_text == "no such key: ***, really ***");
}

BOOST_AUTO_TEST_CASE(an_answer_in_single_bytes_is_read_as_one) {
  server->expect(script::tls().read().send(good_answer(3), 1));
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  BOOST_TEST(seen.error_text == "");
  BOOST_TEST(seen.answers.size() == 3);
}

BOOST_AUTO_TEST_CASE(interim_answers_are_skipped) {
  auto const interim = std::string{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"};
  server->expect(script::tls().read().send(interim).send(good_answer(2)).again());
  auto const up = connect(options());
  run([&]() -> awaitable<void> {
    co_await ask(*up);
    co_await ask(*up);
  });
  BOOST_TEST(seen.status == 200);
  BOOST_TEST(seen.answers.size() == 2);
  BOOST_TEST(seen.reused_connection);
}

BOOST_AUTO_TEST_CASE(a_redirect_is_not_followed) {
  auto const field = "Location: https://127.0.0.1:" + std::to_string(server->port()) + "/elsewhere\r\n";
  server->expect(script::tls().read().send(answer("307 Temporary Redirect", "", field)).again());
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  BOOST_TEST(seen.status == 307);
  BOOST_TEST(server->seen().requests.size() == 1);
}

void expect_dead(exchange const& seen, transport error, upstream const& up) {
  BOOST_TEST((seen.error == error), seen.error_text);
  BOOST_TEST(!seen.error_text.empty());
  BOOST_TEST(seen.answers.empty());
  BOOST_TEST(up.counts().live == 0);
}

BOOST_AUTO_TEST_CASE(a_body_cut_short_is_no_answer) {
  auto const whole = good_answer(5);
  server->expect(script::tls().read().send(whole.substr(0, whole.size() - 1)).end());
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  expect_dead(seen, transport::closed, *up);
  BOOST_TEST(seen.any_byte);
}

BOOST_AUTO_TEST_CASE(a_reset_amid_the_body_is_no_answer) {
  server->expect(script::tls().read().send(good_answer(5).substr(0, 150)).reset());
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  expect_dead(seen, transport::closed, *up);
}

BOOST_AUTO_TEST_CASE(a_fresh_connection_closed_without_a_word_is_not_taken_for_a_stale_one) {
  server->expect(script::tls().read().end());
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  expect_dead(seen, transport::closed, *up);
  BOOST_TEST(!seen.any_byte);
  BOOST_TEST(!seen.reused_connection);
}

BOOST_AUTO_TEST_CASE(an_answer_that_only_the_end_delimits_counts_if_its_json_is_complete) {
  auto const head = std::string{"HTTP/1.0 200 OK\r\n\r\n"};
  server->expect(script::tls().read().send(head + devices(2)).cut());
  server->expect(script::tls().read().send(head + devices(2).substr(0, 60)).cut());
  auto const up = connect(options());
  run([&]() -> awaitable<void> {
    co_await ask(*up);
    BOOST_TEST(seen.error_text == "");
    BOOST_TEST(seen.answers.size() == 2);
    co_await ask(*up);
  });
  expect_dead(seen, transport::closed, *up);
}

BOOST_AUTO_TEST_CASE(what_is_not_http_is_malformed) {
  server->expect(script::tls().read().send("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  expect_dead(seen, transport::malformed, *up);
}

BOOST_AUTO_TEST_CASE(a_flood_of_header_fields_is_bounded) {
  std::string flood{"HTTP/1.1 200 OK\r\n"};
  while (flood.size() < 1'000'000) flood += "X-Flood: and another one\r\n";
  server->expect(script::tls().read().send(flood));
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  expect_dead(seen, transport::too_large, *up);
  BOOST_TEST(seen.bytes_received < 100'000);
}

BOOST_AUTO_TEST_CASE(one_endless_header_field_is_bounded) {
  server->expect(script::tls().read().send("HTTP/1.1 200 OK\r\nX-Flood: " + std::string(1'000'000, 'x')));
  auto how = options();
  how.max_head = 100'000;  // more than the room that is read into at first
  auto const up = connect(how);
  run([&]() -> awaitable<void> { co_await ask(*up); });
  expect_dead(seen, transport::too_large, *up);
}

BOOST_AUTO_TEST_CASE(an_endless_chunked_body_is_bounded) {
  std::string body{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"};
  while (body.size() < 2'000'000) body += "1000\r\n" + std::string(4096, ' ') + "\r\n";
  server->expect(script::tls().read().send(body));
  auto how = options();
  how.max_body = 64 * 1024;
  auto const up = connect(how);
  run([&]() -> awaitable<void> { co_await ask(*up); });
  expect_dead(seen, transport::too_large, *up);
  BOOST_TEST(seen.bytes_received < 200'000);
}

BOOST_AUTO_TEST_CASE(no_answer_in_time_ends_the_request) {
  server->expect(script::tls().read());
  auto how = options();
  how.request_timeout = std::chrono::milliseconds{50};
  auto const up = connect(how);
  run([&]() -> awaitable<void> { co_await ask(*up); });
  expect_dead(seen, transport::timed_out, *up);
  BOOST_TEST(seen.error_text == "no complete answer within 50 ms");
  BOOST_TEST(seen.bytes_sent > 0);
}

BOOST_AUTO_TEST_CASE(half_an_answer_in_time_ends_the_request_too) {
  server->expect(script::tls().read().send(good_answer(5).substr(0, 200)));
  auto how = options();
  how.request_timeout = std::chrono::milliseconds{50};
  auto const up = connect(how);
  run([&]() -> awaitable<void> { co_await ask(*up); });
  expect_dead(seen, transport::timed_out, *up);
  BOOST_TEST(seen.any_byte);
}

BOOST_AUTO_TEST_CASE(the_stop_signal_ends_an_exchange) {
  server->expect(script::tls().read());
  auto const up = connect(options());
  auto const fire = [&]() -> awaitable<void> {
    co_await server->until([](auto const& record) { return record.requests.size() == 1; });
    stop.fire();
  };
  spawn(fire());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  expect_dead(seen, transport::aborted, *up);
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_once_the_stop_signal_has_fired) {
  server->expect(script::tls().read().send(good_answer(2)));
  auto const up = connect(options());
  run([&]() -> awaitable<void> {
    auto const lease = co_await up->acquire(false, stop, seen);
    stop.fire();
    co_await lease->ask(asked, seen);
    co_await settle();
  });
  expect_dead(seen, transport::aborted, *up);
  BOOST_TEST(seen.bytes_sent == 0);
  BOOST_TEST(server->seen().requests.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace rcs

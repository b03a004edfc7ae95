#include "settle/classify.hpp"

#include <boost/test/unit_test.hpp>
#include <initializer_list>
#include <ostream>
#include <set>
#include <string>
#include <vector>

using namespace rcs;  // NOLINT: a test of one function of it and all that goes in and out

namespace rcs {

std::ostream& operator<<(std::ostream& out, verdict v) {
  constexpr std::string_view names[]{"answered", "stop",   "confirm", "throttle", "retry",
                                     "replay",   "shrink", "replan",  "isolate",  "rejected"};
  return out << names[static_cast<std::size_t>(v)];
}

std::ostream& operator<<(std::ostream& out, failure f) {
  return out << to_string(f);
}

}  // namespace rcs

namespace {

constexpr auto bulk = batch::endpoint::bulk;
constexpr auto single = batch::endpoint::single;
constexpr char const* named = R"({"code":"MSG404","message":"+12125550100 not found"})";

batch asked_at(batch::endpoint to) {
  std::vector<entry> entries;
  std::uint64_t const first = 12125550100;
  for (std::uint64_t i = 0; i < (to == single ? 1U : 500U); ++i)
    entries.emplace_back(*number::from_value(first + i), i + 1);
  return {to, std::move(entries)};
}

exchange answer(int status, std::string body = {}) {
  exchange seen;
  seen.status = status;
  seen.any_byte = true;
  seen.server_text = std::move(body);
  return seen;
}

exchange broken(transport error, int status = 0) {
  exchange seen;
  seen.error = error;
  seen.status = status;
  seen.any_byte = status != 0;
  return seen;
}

decision judge(exchange const& seen, batch::endpoint to, bool proven) {
  return classify(seen, asked_at(to), {to, proven});
}

void expect(exchange const& seen, std::initializer_list<batch::endpoint> tos, std::initializer_list<bool> provens,
            verdict what, failure as = failure::bad_request) {
  for (auto const to : tos) {
    for (bool const proven : provens) {
      auto const made = judge(seen, to, proven);
      BOOST_TEST_CONTEXT("status " << seen.status << ", transport " << static_cast<int>(seen.error) << ", body "
                                   << seen.server_text << (to == bulk ? ", bulk" : ", single")
                                   << (proven ? ", proven" : ", not proven")) {
        BOOST_TEST(made.what == what);
        if (what == verdict::retry) BOOST_TEST(made.as == as);
        BOOST_TEST(made.why.empty() == (what == verdict::answered));
      }
    }
  }
}

constexpr std::initializer_list<batch::endpoint> both{bulk, single};
constexpr std::initializer_list<bool> always{false, true};

}  // namespace

BOOST_AUTO_TEST_SUITE(classify_an_exchange)

BOOST_AUTO_TEST_CASE(devices_are_an_answer) {
  for (int const status : {200, 201, 202, 206}) {
    auto seen = answer(status);
    seen.body = body_kind::devices;
    expect(seen, both, always, verdict::answered);
  }
}

BOOST_AUTO_TEST_CASE(a_refused_key_stops_the_run_and_is_confirmed_after_a_success) {
  for (int const status : {401, 403}) {
    expect(answer(status), both, {false}, verdict::stop);
    expect(answer(status), both, {true}, verdict::confirm);
    expect(broken(transport::closed, status), both, {false}, verdict::stop);
  }
}

BOOST_AUTO_TEST_CASE(rcs_not_enabled_stops_the_run_whatever_the_status_and_family) {
  for (auto const* body :
       {R"({"code":"RCS601","message":"RCS channel not enabled"})", R"({"code":1423,"message":"CHANNEL_UNSUPPORTED"})",
        R"({"code":"1423"})", R"({"code":1400,"data":{"error":{"error_code":1423,"error_message":"no"}}})",
        R"({"code":1400,"data":{"error":{"error_code":"CHANNEL_UNSUPPORTED"}}})", R"({"data":{"code":"RCS601"}})",
        R"({"message":"RCS601: not enabled"})", "<html>RCS601</html>", R"({"code":1400,"message":"rcs601)"}) {
    for (int const status : {200, 400, 401, 404, 422, 429, 500, 501, 503}) {
      auto seen = answer(status, body);
      if (status == 200) seen.body = body_kind::no_devices;
      expect(seen, both, always, verdict::stop);
      BOOST_TEST(judge(seen, bulk, true).why.find("RCS is not enabled on the account") != std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_figure_1423_that_is_no_code_stops_nothing) {
  for (auto const* body : {R"({"message":"1423"})", R"({"id":1423})", "1423 RCS6010", R"({"code":14230})"}) {
    expect(answer(400, body), {bulk}, {true}, verdict::isolate);
    expect(answer(500, body), both, always, verdict::retry, failure::server_error);
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_path_stops_the_run) {
  for (int const status : {301, 302, 307, 308, 404, 405, 415}) expect(answer(status), {bulk}, always, verdict::stop);
}

BOOST_AUTO_TEST_CASE(a_certificate_that_does_not_verify_stops_the_run) {
  expect(broken(transport::certificate), both, always, verdict::stop);
}

BOOST_AUTO_TEST_CASE(no_http_answer_before_the_first_success_stops_the_run) {
  for (auto const error :
       {transport::resolve, transport::connect, transport::proxy, transport::handshake, transport::send,
        transport::closed, transport::timed_out, transport::too_large, transport::malformed}) {
    expect(broken(error), both, {false}, verdict::stop);
  }
}

BOOST_AUTO_TEST_CASE(a_failed_transport_is_retried_once_the_upstream_has_answered) {
  for (auto const error : {transport::resolve, transport::connect, transport::proxy, transport::handshake,
                           transport::send, transport::closed}) {
    expect(broken(error), both, {true}, verdict::retry, failure::connection);
  }
  expect(broken(transport::timed_out), both, {true}, verdict::retry, failure::timeout);
  for (auto const error : {transport::too_large, transport::malformed}) {
    expect(broken(error), both, {true}, verdict::retry, failure::bad_response);
  }
}

BOOST_AUTO_TEST_CASE(a_body_that_was_cut_is_only_retried_even_on_the_first_answer) {
  for (int const status : {200, 400, 422}) {
    expect(broken(transport::closed, status), both, always, verdict::retry, failure::connection);
    expect(broken(transport::timed_out, status), both, always, verdict::retry, failure::timeout);
    expect(broken(transport::too_large, status), both, always, verdict::retry, failure::bad_response);
  }
}

BOOST_AUTO_TEST_CASE(a_status_speaks_for_itself_even_if_its_body_was_cut) {
  expect(broken(transport::closed, 413), {bulk}, always, verdict::shrink);
  expect(broken(transport::closed, 429), both, always, verdict::throttle);
  expect(broken(transport::timed_out, 500), both, always, verdict::retry, failure::server_error);
  expect(broken(transport::closed, 404), {bulk}, always, verdict::stop);
}

BOOST_AUTO_TEST_CASE(a_stale_connection_is_replayed_only_if_reused_and_silent) {
  for (auto const error : {transport::closed, transport::send}) {
    auto seen = broken(error);
    seen.reused_connection = true;
    expect(seen, both, always, verdict::replay);
    seen.any_byte = true;
    expect(seen, both, {true}, verdict::retry, failure::connection);
    seen.any_byte = false;
    seen.reused_connection = false;
    expect(seen, both, {true}, verdict::retry, failure::connection);
  }
  auto late = broken(transport::timed_out);
  late.reused_connection = true;
  expect(late, both, {true}, verdict::retry, failure::timeout);
}

BOOST_AUTO_TEST_CASE(what_we_ended_ourselves_is_no_attempt) {
  expect(broken(transport::aborted), both, always, verdict::replay);
  expect(broken(transport::aborted, 200), both, always, verdict::replay);
  expect(broken(transport::aborted, 401), both, always, verdict::replay);
}

BOOST_AUTO_TEST_CASE(throttling_cools_down) {
  expect(answer(429), both, always, verdict::throttle);
  auto busy = answer(503);
  expect(busy, both, always, verdict::retry, failure::server_error);
  busy.retry_after = "3";
  expect(busy, both, always, verdict::throttle);
  auto other = answer(500);
  other.retry_after = "3";
  expect(other, both, always, verdict::retry, failure::server_error);
}

BOOST_AUTO_TEST_CASE(server_errors_are_retried_501_included) {
  for (int const status : {408, 409, 500, 501, 502, 503, 504, 599}) {
    expect(answer(status, R"({"code":"RCS500","message":"minimum"})"), both, always, verdict::retry,
           failure::server_error);
  }
}

BOOST_AUTO_TEST_CASE(a_success_without_devices_is_a_bad_response_and_retried) {
  for (auto const kind : {body_kind::no_devices, body_kind::not_json}) {
    for (int const status : {200, 201, 204, 206}) {
      auto seen = answer(status, R"({"code":"LKP201","message":"at least 100"})");
      seen.body = kind;
      expect(seen, both, always, verdict::retry, failure::bad_response);
    }
  }
}

BOOST_AUTO_TEST_CASE(too_large_a_request_shrinks_the_batches) {
  expect(answer(413), {bulk}, always, verdict::shrink);
  expect(answer(413), {single}, always, verdict::retry, failure::bad_request);
}

BOOST_AUTO_TEST_CASE(a_refusal_for_the_size_is_planned_again_and_never_bisected) {
  for (int const status : {400, 422}) {
    expect(answer(status, R"({"message":"at least 100 unique valid numbers"})"), {bulk}, always, verdict::replan);
    expect(answer(status, R"({"message":"more than 500 numbers"})"), {bulk}, always, verdict::shrink);
  }
}

BOOST_AUTO_TEST_CASE(any_other_refusal_of_a_batch_isolates_after_a_success_and_stops_before) {
  for (auto const* body :
       {"", "Bad Request",
        R"({"code":1417,"message":"INVALID_NUMBER","data":{"error":{"error_code":"INVALID_NUMBER"}}})",
        R"({"code":"RCS701","message":"invalid JSON"})",
        R"({"data":{"code":"MSG402","message":"at least 7 digits"}})"}) {
    for (int const status : {400, 422}) {
      expect(answer(status, body), {bulk}, {true}, verdict::isolate);
      expect(answer(status, body), {bulk}, {false}, verdict::stop);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_refused_single_is_rejected_after_a_success_or_for_its_number) {
  for (int const status : {400, 422}) {
    expect(answer(status), {single}, {true}, verdict::rejected);
    expect(answer(status), {single}, {false}, verdict::stop);
    for (auto const* body : {R"({"code":1417})", R"({"data":{"error":{"error_code":"INVALID_NUMBER"}}})", named}) {
      expect(answer(status, body), {single}, always, verdict::rejected);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_single_404_is_rejected_only_if_it_names_the_number) {
  expect(answer(404, named), {single}, always, verdict::rejected);
  for (auto const* body : {"", "not found", R"({"code":1417})", R"({"message":"+12125550199 not found"})",
                           R"({"message":"Cannot GET /v1/AC1/rcs/lookup/+12125550100"})"}) {
    expect(answer(404, body), {single}, {true}, verdict::retry, failure::bad_request);
    expect(answer(404, body), {single}, {false}, verdict::stop);
  }
}

BOOST_AUTO_TEST_CASE(the_first_refusal_of_a_resumed_run_is_about_its_numbers) {
  auto const resumed = [](exchange const& seen, batch::endpoint to) {
    exchange_context context{to, false};
    context.goes_on = true;
    return classify(seen, asked_at(to), context).what;
  };
  BOOST_TEST(resumed(answer(400), bulk) == verdict::isolate);
  BOOST_TEST(resumed(answer(422), bulk) == verdict::isolate);
  BOOST_TEST(resumed(answer(400), single) == verdict::rejected);
  BOOST_TEST(resumed(answer(404), single) == verdict::retry);
  // The key may have been changed since, and the way there may be gone.
  BOOST_TEST(resumed(answer(401), bulk) == verdict::stop);
  BOOST_TEST(resumed(answer(404), bulk) == verdict::stop);
  BOOST_TEST(resumed(broken(transport::connect), bulk) == verdict::stop);
}

BOOST_AUTO_TEST_CASE(a_wrong_single_path_stops_only_before_the_first_success) {
  for (int const status : {301, 405, 406, 410, 415, 451}) {
    expect(answer(status, named), {single}, {false}, verdict::stop);
    expect(answer(status, named), {single}, {true}, verdict::retry, failure::bad_request);
  }
}

BOOST_AUTO_TEST_CASE(an_unknown_refusal_of_a_batch_and_a_bill_stop_the_run) {
  for (int const status : {402, 406, 410, 418, 451, 499}) expect(answer(status), {bulk}, always, verdict::stop);
  expect(answer(402), {single}, always, verdict::stop);
}

BOOST_AUTO_TEST_CASE(every_status_has_a_verdict_that_makes_sense) {
  std::set<verdict> const for_bulk{verdict::stop,   verdict::confirm, verdict::throttle, verdict::retry,
                                   verdict::shrink, verdict::replan,  verdict::isolate};
  std::set<verdict> const for_single{verdict::stop, verdict::confirm, verdict::throttle, verdict::retry,
                                     verdict::rejected};
  for (int status = 100; status <= 999; ++status) {
    for (auto const to : both) {
      for (bool const proven : always) {
        BOOST_TEST_CONTEXT("status " << status << (to == bulk ? " bulk" : " single") << (proven ? " proven" : "")) {
          auto const made = judge(answer(status, named), to, proven);
          BOOST_TEST(!made.why.empty());
          BOOST_TEST(((to == bulk ? for_bulk : for_single).count(made.what) == 1));
          bool const refused = status >= 300 && status < 500;
          if (!refused) BOOST_TEST((made.what == verdict::retry || made.what == verdict::throttle));
          if (made.what == verdict::confirm || made.what == verdict::isolate) BOOST_TEST(proven);
        }
      }
    }
  }
  for (int const status : {-1, 0, 1, 99}) {
    expect(answer(status), both, {true}, verdict::retry, failure::bad_response);
  }
}

BOOST_AUTO_TEST_CASE(why_gives_our_words_then_the_causes_then_the_servers_words) {
  auto const made = judge(answer(401, R"({"code":"RCS401","message":"bad\u001b[31m key"})"), bulk, false);
  BOOST_TEST(
      made.why ==
      "401: the API key was refused (likely: wrong key for this SID, the user who made the key was deleted, this "
      "address is not on the key's allow-list, RCS is not enabled on the account). The server said: RCS401: "
      "bad\\x1b[31m key");
}

BOOST_AUTO_TEST_CASE(why_holds_no_phone_number_and_is_bounded) {
  for (int const status : {200, 400, 401, 404, 429, 500}) {
    for (auto const to : both) {
      auto const why =
          judge(answer(status, R"({"message":"+12125550100 is bad )" + std::string(4000, 'x') + "\"}"), to, true).why;
      BOOST_TEST(why.find("2125550100") == std::string::npos, why);
      BOOST_TEST(why.size() < 800U);
      BOOST_TEST(why.find('\n') == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(why_of_a_failed_transport_holds_its_own_words) {
  auto seen = broken(transport::certificate);
  seen.error_text = "host name mismatch\n";
  BOOST_TEST(
      judge(seen, bulk, true).why.find("the server's certificate does not verify: host name mismatch (likely: ") == 0U);
  seen = broken(transport::connect);
  BOOST_TEST(judge(seen, bulk, true).why == "no connection");
}

BOOST_AUTO_TEST_SUITE_END()

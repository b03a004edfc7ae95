#include "simulator/simulation.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

namespace {

using namespace rcs::sim;
using namespace std::chrono_literals;

std::string body_of(std::size_t count) {
  std::string body = R"({"deviceAddresses":[)";
  for (std::size_t i = 0; i < count; ++i) body += "\"+" + std::to_string(999'000'000'000 + i) + "\",";
  body.back() = ']';
  return body + "}";
}

/// An upstream, and one client on one connection.
struct upstream {
  explicit upstream(profile const& rules = {}, std::uint64_t seed = 1) : simulated{rules, seed} {}

  simulation simulated;
  instant now{time_point{} + 1h, wall_time{std::chrono::sys_seconds{std::chrono::seconds{784111777}}}};
  reply out;
  std::uint64_t nth = 0;

  std::string post(std::string const& body = body_of(100)) {
    request_view request;
    request.method = "POST";
    request.target = "/v1/simulator/rcs/lookup";
    request.key = "simulator-key";
    request.content_type = "application/json";
    request.body = body;
    return ask(request);
  }
  std::string get(std::string const& target) {
    request_view request;
    request.method = "GET";
    request.target = target;
    request.key = "simulator-key";
    return ask(request);
  }
  std::string ask(request_view request) {
    request.nth = ++nth;
    simulated.handle(request, now, out);
    if (out.counts) {
      simulated.counts().answered(out.told);
      simulated.counts().finished();
    }
    return std::string{out.text.view()};
  }
  std::string body() const { return std::string{out.text.view().substr(out.head_size)}; }
  boost::json::value stats() const { return boost::json::parse(const_cast<simulation&>(simulated).counts().to_json()); }
};

profile with(fault what, double share = 1) {
  profile rules;
  rules.faults.shares[index_of(what)] = share;
  return rules;
}

bool contains(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(simulator_simulation)

BOOST_AUTO_TEST_CASE(a_good_request_gets_its_devices) {
  upstream up;
  BOOST_TEST(up.post().starts_with("HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"));
  BOOST_TEST(boost::json::parse(up.body()).at("devices").as_array().size() == 100U);
  BOOST_TEST(up.out.told.given.size() == 100U);
  BOOST_TEST(!up.out.close);
}

BOOST_AUTO_TEST_CASE(a_request_out_of_bounds_is_told_which_bound) {
  upstream up;
  BOOST_TEST(up.post(body_of(99)).starts_with("HTTP/1.1 400 "));
  BOOST_TEST(contains(up.body(), "minimum of 100"));
  up.post(body_of(501));
  BOOST_TEST(contains(up.body(), "maximum of 500"));
  BOOST_TEST(up.stats().at("size_violations").as_int64() == 2);
}

BOOST_AUTO_TEST_CASE(the_same_requests_get_the_same_replies) {
  profile rules;
  rules.faults.error = 0.3;
  rules.faults.shares[index_of(fault::wrong_json)] = 0.3;
  rules.answers.shuffle = true;
  rules.contract.family = error_family::mixed;
  upstream one{rules, 9}, other{rules, 9}, third{rules, 10};
  bool differs = false;
  for (int i = 0; i < 200; ++i) {
    auto const reply = one.post();
    BOOST_TEST(reply == other.post());
    differs = differs || reply != third.post();
  }
  BOOST_TEST(differs);
}

BOOST_AUTO_TEST_CASE(whole_answers_are_replaced_by_faults) {
  for (auto const what : {fault::error_408, fault::error_409, fault::error_500, fault::error_501, fault::error_502,
                          fault::error_503, fault::error_504, fault::flaky_401, fault::redirect, fault::no_content}) {
    upstream up{with(what)};
    BOOST_TEST(up.post().starts_with("HTTP/1.1 " + std::to_string(info(what).status) + " "), info(what).name);
    BOOST_TEST(up.out.told.given.empty(), info(what).name);
    BOOST_TEST(up.stats().at("faults").at(std::string{info(what).name}).as_int64() == 1);
  }
}

BOOST_AUTO_TEST_CASE(bodies_are_spoiled_by_faults_and_answer_nobody) {
  for (auto const what : {fault::empty_200, fault::html, fault::wrong_json, fault::gzip_claim, fault::wrong_devices,
                          fault::truncate, fault::reset_mid_body, fault::huge}) {
    upstream up{with(what)};
    BOOST_TEST(up.post().starts_with("HTTP/1.1 200 OK\r\n"), info(what).name);
    BOOST_TEST(up.out.told.given.empty(), info(what).name);
    up.post(body_of(5));
    BOOST_TEST(contains(up.body(), "minimum"), info(what).name);
  }
  upstream html{with(fault::html)};
  BOOST_TEST(contains(html.post(), "Content-Type: text/html"));
  upstream gzip{with(fault::gzip_claim)};
  BOOST_TEST(contains(gzip.post(), "Content-Encoding: gzip"));
  upstream empty{with(fault::empty_200)};
  BOOST_TEST(contains(empty.post(), "Content-Length: 0\r\n"));
}

BOOST_AUTO_TEST_CASE(the_first_look_ups_can_be_spared_from_faults_and_poison) {
  auto faulty = with(fault::error_500);
  faulty.faults.after = 3;
  upstream up{faulty};
  for (int i = 0; i < 6; ++i) BOOST_TEST(up.post().starts_with(i < 3 ? "HTTP/1.1 200 " : "HTTP/1.1 500 "));
  profile poisoned;
  poisoned.contract.poison = 1;
  poisoned.faults.after = 1;
  upstream other{poisoned};
  BOOST_TEST(other.post().starts_with("HTTP/1.1 200 "));
  BOOST_TEST(other.post().starts_with("HTTP/1.1 400 "));
}

BOOST_AUTO_TEST_CASE(wrong_json_has_never_a_devices_array) {
  upstream up{with(fault::wrong_json)};
  for (int i = 0; i < 100; ++i) {
    up.post();
    boost::json::error_code ec;
    auto const json = boost::json::parse(up.body(), ec);
    auto const* const object = ec ? nullptr : json.if_object();
    auto const* const devices = object == nullptr ? nullptr : object->if_contains("devices");
    BOOST_TEST((devices == nullptr || !devices->is_array()));
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_key_is_noticed_whatever_else_goes_wrong) {
  upstream up{with(fault::error_500)};
  request_view request;
  request.method = "POST";
  request.target = "/v1/simulator/rcs/lookup";
  request.key = "wrong";
  BOOST_TEST(up.ask(request).starts_with("HTTP/1.1 401 "));
  BOOST_TEST(up.stats().at("contract_violations").at("key_wrong").as_int64() == 1);
}

BOOST_AUTO_TEST_CASE(throttling_says_how_long_to_wait) {
  profile rules;
  rules.throttle.rate = 0.5;
  rules.throttle.retry_after = retry_after_style::seconds;
  upstream seconds{rules};
  BOOST_TEST(seconds.post().starts_with("HTTP/1.1 200 "));
  BOOST_TEST(contains(seconds.post(), "\r\nRetry-After: 2\r\n"));
  seconds.now.steady += 2s;
  BOOST_TEST(seconds.post().starts_with("HTTP/1.1 200 "));

  rules.throttle.retry_after = retry_after_style::date;
  upstream date{rules};
  date.post();
  BOOST_TEST(contains(date.post(), "\r\nRetry-After: Sun, 06 Nov 1994 08:49:39 GMT\r\n"));

  rules.throttle.retry_after = retry_after_style::none;
  rules.throttle.as_503 = true;
  upstream none{rules};
  none.post();
  auto const refused = none.post();
  BOOST_TEST(refused.starts_with("HTTP/1.1 503 "));
  BOOST_TEST(!contains(refused, "Retry-After"));
}

BOOST_AUTO_TEST_CASE(numbers_a_second_are_limited_too) {
  profile rules;
  rules.throttle.rate_numbers = 1000;
  upstream up{rules};
  BOOST_TEST(up.post(body_of(500)).starts_with("HTTP/1.1 200 "));
  BOOST_TEST(up.post(body_of(500)).starts_with("HTTP/1.1 200 "));
  BOOST_TEST(up.post(body_of(100)).starts_with("HTTP/1.1 429 "));
  up.now.steady += 100ms;
  BOOST_TEST(up.post(body_of(100)).starts_with("HTTP/1.1 200 "));
}

BOOST_AUTO_TEST_CASE(a_dead_key_stays_dead) {
  profile rules;
  rules.contract.dead_key_after = 2;
  upstream up{rules};
  for (int i = 0; i < 5; ++i) BOOST_TEST(up.post().starts_with(i < 2 ? "HTTP/1.1 200 " : "HTTP/1.1 401 "));
}

BOOST_AUTO_TEST_CASE(an_account_without_rcs_is_told_in_three_ways) {
  profile rules;
  rules.contract.family = error_family::legacy;
  rules.contract.not_enabled = not_enabled_as::http_401;
  BOOST_TEST(upstream{rules}.post().starts_with("HTTP/1.1 401 "));
  rules.contract.not_enabled = not_enabled_as::rcs601;
  auto const rcs601 = upstream{rules}.post();
  BOOST_TEST(rcs601.starts_with("HTTP/1.1 400 "));
  BOOST_TEST(contains(rcs601, R"("code":"RCS601")"));
  rules.contract.not_enabled = not_enabled_as::code_1423;
  BOOST_TEST(contains(upstream{rules}.post(), R"("code":1423)"));
}

BOOST_AUTO_TEST_CASE(poison_is_named_or_not) {
  profile rules;
  rules.contract.poison = 1;
  BOOST_TEST(contains(upstream{rules}.post(), "+999000000000"));
  rules.contract.poison_names = false;
  upstream silent{rules};
  BOOST_TEST(!contains(silent.post(), "999000000000"));
  auto const single = silent.get("/v1/simulator/rcs/lookup/%2B15555550100");
  BOOST_TEST(contains(single, R"("code":1417)"));
  BOOST_TEST(contains(single, "+15555550100"));
}

BOOST_AUTO_TEST_CASE(missing_numbers_appear_when_asked_again) {
  profile rules;
  rules.answers.missing_once = 1;
  upstream up{rules};
  up.post();
  BOOST_TEST(boost::json::parse(up.body()).at("devices").as_array().empty());
  up.post();
  BOOST_TEST(boost::json::parse(up.body()).at("devices").as_array().size() == 100U);
  BOOST_TEST(up.stats().at("numbers").at("asked_again").as_int64() == 100);
  BOOST_TEST(up.stats().at("numbers").at("asked_again_after_answer").as_int64() == 0);
}

BOOST_AUTO_TEST_CASE(connections_end_after_so_many_answers) {
  profile rules;
  rules.connections.close_after = 2;
  upstream up{rules};
  BOOST_TEST(!contains(up.post(), "Connection: close"));
  BOOST_TEST(contains(up.post(), "Connection: close"));
  BOOST_TEST(up.out.close);
}

BOOST_AUTO_TEST_CASE(answers_are_sent_in_unusual_ways) {
  profile rules;
  rules.faults.chunked = 1;
  upstream chunked{rules};
  BOOST_TEST(contains(chunked.post(), "Transfer-Encoding: chunked\r\n"));
  BOOST_TEST(chunked.body().ends_with("\r\n0\r\n\r\n"));
  BOOST_TEST(chunked.out.told.given.size() == 100U);
  rules = {};
  rules.faults.http10 = 1;
  upstream http10{rules};
  BOOST_TEST(http10.post().starts_with("HTTP/1.0 200 "));
  BOOST_TEST(http10.out.close);
  rules = {};
  rules.faults.continue_100 = 1;
  upstream interim{rules};
  interim.post();
  BOOST_TEST(interim.out.interim);
}

BOOST_AUTO_TEST_CASE(statistics_and_health_need_no_key_and_suffer_nothing) {
  upstream up{with(fault::error_500)};
  request_view request;
  request.method = "GET";
  request.target = "/healthz";
  BOOST_TEST(contains(up.ask(request), R"({"status":"ok"})"));
  up.post();
  request.target = "/stats";
  up.ask(request);
  BOOST_TEST(boost::json::parse(up.body()).at("requests").at("total").as_int64() == 1);
  request.method = "POST";
  request.target = "/stats/reset";
  up.ask(request);
  BOOST_TEST(boost::json::parse(up.body()).at("requests").at("total").as_int64() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

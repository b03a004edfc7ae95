#include "sink/summary_text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>

#include "sink/decimal.hpp"

using namespace std::chrono_literals;
using rcs::outcome;
using rcs::summary;

namespace {

summary sample() {
  summary s;
  s.rows = 1'234'567;
  s.unique = 1'200'000;
  s.outcomes[index_of(outcome::enabled)] = 1'000'000;
  s.outcomes[index_of(outcome::not_enabled)] = 199'990;
  s.outcomes[index_of(outcome::failed)] = 10;
  s.outcomes[index_of(outcome::invalid)] = 4'567;
  s.outcomes[index_of(outcome::duplicate)] = 30'000;
  s.carriers = {{"Carrier A", 900'000}, {"Carrier \"B\"", 100'000}};
  s.carrier_statuses = {{"ACTIVE", 1'000'000}};
  s.requests_sent = 2'410;
  s.requests_bulk = 2'400;
  s.requests_single = 10;
  s.requests_retried = 3;
  s.by_status = {{"200", 2'400}, {"timed_out", 10}};
  s.connections_opened = 8;
  s.connections_reused = 2'402;
  s.connections_resumed = 5;
  s.connections_failed = 1;
  s.latency_p50 = 1500us;
  s.latency_p90 = 2ms;
  s.latency_p99 = 3ms;
  s.latency_p999 = 4ms;
  s.latency_max = 1234567us;
  s.elapsed = 2500ms;
  s.cpu = 1250ms;
  s.peak_rss_bytes = 64'000'000;
  return s;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(summary_text)

BOOST_AUTO_TEST_CASE(json_has_every_member_in_its_place) {
  auto const text = to_json(sample());
  BOOST_TEST(text.substr(0, 23) == "{\n  \"complete\": true,\n ");
  BOOST_TEST(text.substr(text.size() - 3) == "\n}\n");
  auto const json = boost::json::parse(text).as_object();
  BOOST_TEST(json.at("ending").as_string() == "finished");
  BOOST_TEST(json.at("why").as_string().empty());
  BOOST_TEST(json.at("rows").as_int64() == 1'234'567);
  BOOST_TEST(json.at("unique").as_int64() == 1'200'000);
  BOOST_TEST(json.at("assumed_international").as_int64() == 0);
  auto const& outcomes = json.at("outcomes").as_object();
  BOOST_TEST(outcomes.size() == rcs::outcome_count);
  BOOST_TEST(outcomes.at("enabled").as_int64() == 1'000'000);
  BOOST_TEST(outcomes.at("conflict").as_int64() == 0);
  BOOST_TEST(json.at("carriers").at("Carrier \"B\"").as_int64() == 100'000);
  BOOST_TEST(json.at("carrier_statuses").at("ACTIVE").as_int64() == 1'000'000);
  auto const& requests = json.at("requests").as_object();
  BOOST_TEST(requests.at("sent").as_int64() == 2'410);
  BOOST_TEST(requests.at("bulk").as_int64() == 2'400);
  BOOST_TEST(requests.at("single").as_int64() == 10);
  BOOST_TEST(requests.at("retried").as_int64() == 3);
  BOOST_TEST(requests.at("by_status").at("timed_out").as_int64() == 10);
  auto const& connections = json.at("connections").as_object();
  BOOST_TEST(connections.at("opened").as_int64() == 8);
  BOOST_TEST(connections.at("reused").as_int64() == 2'402);
  BOOST_TEST(connections.at("resumed").as_int64() == 5);
  BOOST_TEST(connections.at("failed").as_int64() == 1);
  BOOST_TEST(json.at("latency_ms").at("p50").as_double() == 1.5);
  BOOST_TEST(json.at("latency_ms").at("p999").as_double() == 4.0);
  BOOST_TEST(json.at("latency_ms").at("max").as_double() == 1234.567);
  BOOST_TEST(json.at("elapsed_seconds").as_double() == 2.5);
  BOOST_TEST(json.at("numbers_per_second").as_double() == 480'000.0);
  BOOST_TEST(json.at("cpu_seconds").as_double() == 1.25);
  BOOST_TEST(json.at("peak_rss_bytes").as_int64() == 64'000'000);
}

BOOST_AUTO_TEST_CASE(json_of_an_empty_run_is_valid_and_says_what_is_not_known) {
  summary s;
  s.how = rcs::ending::interrupted;
  auto const json = boost::json::parse(to_json(s)).as_object();
  BOOST_TEST(!json.at("complete").as_bool());
  BOOST_TEST(json.at("unique").is_null());
  BOOST_TEST(json.at("learned").at("rate").is_null());
  BOOST_TEST(json.at("learned").at("max_in_flight").is_null());
  BOOST_TEST(json.at("carriers").as_object().empty());
  BOOST_TEST(json.at("numbers_per_second").as_double() == 0.0);
}

BOOST_AUTO_TEST_CASE(what_was_learned_is_told) {
  auto s = sample();
  s.learned_rate = 193.5;
  s.learned_in_flight = 21;
  auto const json = boost::json::parse(to_json(s)).as_object();
  BOOST_TEST(json.at("learned").at("rate").as_double() == 193.5);
  BOOST_TEST(json.at("learned").at("max_in_flight").as_int64() == 21);
  BOOST_TEST(to_text(s).find("learned       193.5 requests/s, 21 in flight\n") != std::string::npos, to_text(s));
  s.learned_rate.reset();
  BOOST_TEST(to_text(s).find("learned       21 in flight\n") != std::string::npos, to_text(s));
}

BOOST_AUTO_TEST_CASE(what_was_known_before_is_told_with_the_age_of_the_oldest) {
  auto s = sample();
  BOOST_TEST(to_text(s).find("known before") == std::string::npos);
  s.known_before = 812'000;
  s.oldest_known_before = 76h;
  auto const json = boost::json::parse(to_json(s)).as_object();
  BOOST_TEST(json.at("known_before").at("rows").as_int64() == 812'000);
  BOOST_TEST(json.at("known_before").at("oldest_seconds").as_int64() == 273'600);
  for (auto const& [age, text] : {std::pair{76h + 59min + 0s, "3 d 4 h"},
                                  {23h + 0min + 0s, "23 h"},
                                  {0h + 119min + 59s, "119 min"},
                                  {119s, "119 s"}}) {
    s.oldest_known_before = age;
    auto const expected = "known before  812,000, the oldest answer " + std::string{text} + " old\n";
    BOOST_TEST(to_text(s).find(expected) != std::string::npos, to_text(s));
  }
}

BOOST_AUTO_TEST_CASE(json_survives_whatever_the_upstream_calls_its_carriers) {
  auto s = sample();
  s.carriers = {{"\xff\n\"", 1}, {"Telef\xC3\xB3nica", 2}};
  s.why = "it said \"no\" \x01";
  auto const json = boost::json::parse(to_json(s)).as_object();
  BOOST_TEST(json.at("carriers").at("\xEF\xBF\xBD\n\"").as_int64() == 1);
  BOOST_TEST(json.at("carriers").at("Telef\xC3\xB3nica").as_int64() == 2);
  BOOST_TEST(json.at("why").as_string() == "it said \"no\" \x01");
}

BOOST_AUTO_TEST_CASE(every_ending_has_its_name) {
  using rcs::ending;
  std::pair<ending, std::string_view> const names[]{{ending::finished, "finished"},
                                                    {ending::refused, "refused"},
                                                    {ending::interrupted, "interrupted"},
                                                    {ending::deadline, "deadline"},
                                                    {ending::stalled, "stalled"},
                                                    {ending::input_failed, "input_failed"},
                                                    {ending::output_failed, "output_failed"},
                                                    {ending::unbalanced, "unbalanced"}};
  for (auto const& [how, name] : names) {
    summary s;
    s.how = how;
    BOOST_TEST(std::string_view{boost::json::parse(to_json(s)).at("ending").as_string()} == name);
  }
}

BOOST_AUTO_TEST_CASE(text_for_people_is_as_shown_here) {
  BOOST_TEST(to_text(sample()) ==
             "finished\n"
             "1,234,567 rows, 1,200,000 distinct numbers in 2.50 s, 480,000 numbers/s\n"
             "  enabled       1,000,000   81.0 %\n"
             "  not_enabled     199,990   16.2 %\n"
             "  invalid           4,567    0.4 %\n"
             "  duplicate        30,000    2.4 %\n"
             "  failed               10    0.0 %\n"
             "  to ask again  10\n"
             "  carriers      Carrier A 900,000, Carrier \"B\" 100,000\n"
             "  requests      2,410 sent: 2,400 bulk, 10 single, 3 of them retries\n"
             "  answers       200 2,400, timed_out 10\n"
             "  connections   8 opened, 5 of them resumed, 1 failed\n"
             "  latency       p50 1.5, p90 2.0, p99 3.0, p99.9 4.0, max 1234.6 ms\n"
             "  used          1.25 s of CPU, 64 MB at most\n");
}

BOOST_AUTO_TEST_CASE(text_for_people_says_why_a_run_stopped_and_what_was_assumed) {
  summary s;
  s.how = rcs::ending::refused;
  s.why = "401: the API key was refused";
  s.assumed_international = 1'000;
  auto const text = to_text(s);
  BOOST_TEST(text.find("refused: 401: the API key was refused\n0 rows in 0.00 s, 0 numbers/s\n") == 0U);
  BOOST_TEST(text.find("1,000 numbers without + or 00 were taken as international") != std::string::npos);
  BOOST_TEST(text.find("enabled") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_carrier_can_steer_the_terminal) {
  auto s = sample();
  s.carriers = {{"a\x1b[2J\xC2\x9B"
                 "b\x7f",
                 1},
                {"\xC3\xB3", 1},
                {"c", 1},
                {"d", 1},
                {"e", 1},
                {"f", 1}};
  BOOST_TEST(to_text(s).find("a?[2J?b? 1, \xC3\xB3 1, c 1, d 1, 2 more\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(numbers_a_second_leave_out_what_was_not_settled_by_asking) {
  summary s;
  BOOST_TEST(s.numbers_per_second() == 0.0);
  s.elapsed = 2s;
  s.outcomes.fill(10);
  BOOST_TEST(s.numbers_per_second() == 40.0);
}

BOOST_AUTO_TEST_CASE(figures_are_grouped_by_thousands) {
  BOOST_TEST(rcs::to_grouped(0) == "0");
  BOOST_TEST(rcs::to_grouped(999) == "999");
  BOOST_TEST(rcs::to_grouped(1'000) == "1,000");
  BOOST_TEST(rcs::to_grouped(999'999) == "999,999");
  BOOST_TEST(rcs::to_grouped(UINT64_MAX) == "18,446,744,073,709,551,615");
  BOOST_TEST(rcs::to_decimal(0.0005, 3) == "0.001");
  BOOST_TEST(rcs::to_decimal(1e300, 0).size() == 301U);
}

BOOST_AUTO_TEST_SUITE_END()

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include "bench/json_report.hpp"
#include "bench/text_report.hpp"

namespace {

using namespace std::chrono_literals;
using namespace rcs;
using namespace rcs::bench;

load_report made() {
  load_report report;
  report.what = "open loop at 100 requests/s";
  report.endpoint = "gateway:8443";
  report.date = "2026-01-02 03:04:05 UTC";
  report.batch = 500;
  report.in_flight = 64;
  report.connections = 64;
  report.most_connections = 12;
  report.asked_rate = 100;
  report.span = 10s;
  report.warm_up = 1s;
  time_point const start{5s};
  for (int i = 0; i < 990; ++i) {
    sample one;
    one.report.numbers = 500;
    one.report.begun = one.report.departed = start + i * 10ms;
    one.report.total = 20ms;
    one.report.first_byte = 18ms;
    one.report.body = 2ms;
    one.report.decode = 100us;
    one.intended = one.report.begun - 30ms;
    report.measured.add(one);
    report.course.add(i * 10ms, one.report, 50ms);
  }
  sample throttled;
  throttled.report.numbers = 500;
  throttled.report.what = exchange_result::throttled;
  for (int i = 0; i < 10; ++i) report.measured.add(throttled);
  report.totals.requests_sent = 1000;
  report.totals.cpu = 100ms;
  report.totals.by_status = {{"200", 990}, {"429", 10}};
  report.totals.connections_opened = 12;
  return report;
}

bool has(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bench_report)

BOOST_AUTO_TEST_CASE(times_are_written_in_the_unit_that_fits) {
  BOOST_TEST(time_text(840us) == "840 us");
  BOOST_TEST(time_text(12'340us) == "12.3 ms");
  BOOST_TEST(time_text(2100ms) == "2.10 s");
}

BOOST_AUTO_TEST_CASE(the_text_has_both_latencies_side_by_side_and_asked_beside_achieved) {
  auto const text = to_text(made());
  BOOST_TEST(has(text, "asked            100.0 requests/s        50,000 numbers/s"), text);
  BOOST_TEST(has(text, "achieved          99.0 requests/s        49,500 numbers/s   99.0 %"), text);
  BOOST_TEST(has(text, "p50              20.0 ms       50.0 ms"), text);
  BOOST_TEST(has(text, "990 answered · 10 throttled · 0 failed"), text);
  BOOST_TEST(has(text, "64 asked · 12 up at once · 12 opened"), text);
  BOOST_TEST(has(text, "100 us of CPU"), text);
}

BOOST_AUTO_TEST_CASE(a_closed_loop_shows_no_plan) {
  auto report = made();
  report.asked_rate.reset();
  report.measured = {};
  report.measured.add({exchange_report{}, std::nullopt});
  auto const text = to_text(report);
  BOOST_TEST(!has(text, "intended"));
  BOOST_TEST(!has(text, "asked  "));
}

BOOST_AUTO_TEST_CASE(the_json_holds_what_the_text_does) {
  auto const json = boost::json::parse(to_json(made()));
  BOOST_TEST(json.at("asked_rate").as_double() == 100.0);
  BOOST_TEST(json.at("achieved_rate").as_double() == 99.0);
  BOOST_TEST(json.at("measured").at("throttled").to_number<int>() == 10);
  BOOST_TEST(json.at("measured").at("numbers_asked").to_number<int>() == 500'000);
  BOOST_TEST(json.at("latency_ms").at("intended").at("max").as_double() == 50.0);
  BOOST_TEST(json.at("latency_ms").at("service").at("max").as_double() == 20.0);
  BOOST_TEST(json.at("stages_ms").at("queue").at("max").as_double() == 30.0);
  BOOST_TEST(json.at("course").as_object().size() == 1 + 99U);
  BOOST_TEST(json.at("by_status").at("429").to_number<int>() == 10);
}

BOOST_AUTO_TEST_SUITE_END()

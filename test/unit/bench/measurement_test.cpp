#include "bench/measurement.hpp"

#include <boost/test/unit_test.hpp>
#include <memory>

#include "common/timeline.hpp"
#include "support/count_allocations.hpp"

namespace {

using namespace std::chrono_literals;
using namespace rcs;
using namespace rcs::bench;

time_point const start{10s};

/// Answered after `total`, with a new connection's share and all.
sample answered(duration total, std::optional<duration> late = {}) {
  sample one;
  one.report.numbers = 500;
  one.report.begun = start;
  one.report.departed = start + 7ms;
  one.report.for_connection = 5ms;
  one.report.for_leave = 2ms;
  one.report.connect = 1ms;
  one.report.handshake = 3ms;
  one.report.new_connection = true;
  one.report.first_byte = total / 2;
  one.report.body = total - total / 2;
  one.report.decode = total / 4;
  one.report.total = total;
  if (late) one.intended = start - *late;
  return one;
}

sample ended_as(exchange_result what, failure as = failure::server_error) {
  auto one = answered(1s, 0s);
  one.report.what = what;
  one.report.as = as;
  return one;
}

/// Whether a histogram's answer stands for this value: buckets are a 64th wide.
bool about(duration seen, duration value) {
  return seen >= value - value / 32 && seen <= value + value / 32;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bench_measurement)

BOOST_AUTO_TEST_CASE(the_stages_of_a_request_add_up_to_its_latency_from_when_it_was_due) {
  measurement seen;
  seen.add(answered(80ms, 20ms));
  duration sum{};
  for (std::size_t i = 0; i < stage_count; ++i) sum += seen.of(static_cast<stage>(i)).max();
  BOOST_TEST((sum == seen.intended().max()));
  BOOST_TEST((seen.intended().max() == 107ms));
  BOOST_TEST((seen.service().max() == 80ms));
  BOOST_TEST((seen.of(stage::queue).max() == 20ms));
  BOOST_TEST((seen.of(stage::connection).max() == 1ms));
  BOOST_TEST((seen.of(stage::body).max() == 20ms));
}

BOOST_AUTO_TEST_CASE(only_requests_that_opened_a_connection_count_for_opening_one) {
  measurement seen;
  auto kept = answered(80ms);
  kept.report.new_connection = false;
  kept.report.connect = kept.report.handshake = 0ms;
  seen.add(kept);
  BOOST_TEST(seen.of(stage::connect).count() == 0U);
  BOOST_TEST(seen.of(stage::tls).count() == 0U);
  BOOST_TEST((seen.of(stage::connection).max() == 5ms));
}

BOOST_AUTO_TEST_CASE(without_a_plan_there_is_no_intended_latency) {
  measurement seen;
  seen.add(answered(80ms));
  BOOST_TEST(seen.intended().count() == 0U);
  BOOST_TEST(seen.of(stage::queue).count() == 0U);
}

BOOST_AUTO_TEST_CASE(what_failed_is_counted_by_class_and_has_no_latency) {
  measurement seen;
  seen.add(answered(80ms));
  seen.add(ended_as(exchange_result::throttled));
  seen.add(ended_as(exchange_result::failed, failure::timeout));
  seen.add(ended_as(exchange_result::failed, failure::connection));
  seen.add(ended_as(exchange_result::failed, failure::timeout));
  seen.add(ended_as(exchange_result::refused));
  BOOST_TEST(seen.requests() == 6U);
  BOOST_TEST(seen.of(exchange_result::failed) == 3U);
  BOOST_TEST(seen.of(failure::timeout) == 2U);
  BOOST_TEST(seen.of(failure::connection) == 1U);
  BOOST_TEST(seen.service().count() == 1U);
  BOOST_TEST(seen.numbers() == 500U);
  BOOST_TEST(seen.numbers_asked() == 3000U);
}

BOOST_AUTO_TEST_CASE(percentiles_of_merged_measurements_are_those_of_all_requests) {
  measurement all;
  measurement some;
  measurement others;
  for (int i = 1; i <= 1000; ++i) {
    auto const one = answered(i * 1ms, i * 1ms);
    all.add(one);
    (i % 3 == 0 ? some : others).add(one);
  }
  some.merge(others);
  for (auto const q : {0.5, 0.9, 0.99, 0.999, 1.0}) {
    BOOST_TEST((some.service().quantile(q) == all.service().quantile(q)));
    BOOST_TEST((some.intended().quantile(q) == all.intended().quantile(q)));
  }
  BOOST_TEST(about(some.service().quantile(0.99), 990ms));
  BOOST_TEST(some.requests() == 1000U);
}

BOOST_AUTO_TEST_CASE(taking_down_a_request_allocates_nothing) {
  auto course = std::make_unique<timeline>();
  auto seen = std::make_unique<measurement>();
  auto const before = test::allocations();
  for (int i = 0; i < 5000; ++i) {
    auto const one = answered(i * 1us, i * 1us);
    seen->add(one);
    course->add(i * 100ms, one.report, i * 1us);
  }
  BOOST_TEST(test::allocations() == before);
}

BOOST_AUTO_TEST_SUITE_END()

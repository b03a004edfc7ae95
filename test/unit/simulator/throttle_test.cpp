#include "simulator/throttle.hpp"

#include <boost/test/unit_test.hpp>

#include "simulator/arrival_window.hpp"

BOOST_AUTO_TEST_SUITE(simulator_throttle)

using namespace rcs::sim;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(a_burst_passes_and_then_the_rate) {
  throttle bucket{10, 3};
  auto now = time_point{} + 1h;
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST((bucket.wait(now, 1) == 0ns));
    bucket.take(1);
  }
  BOOST_TEST((bucket.wait(now, 1) == 100ms));
  now += 100ms;
  BOOST_TEST((bucket.wait(now, 1) == 0ns));
  bucket.take(1);
  BOOST_TEST((bucket.wait(now, 1) > 0ns));
}

BOOST_AUTO_TEST_CASE(a_refused_request_costs_nothing) {
  throttle bucket{1, 1};
  auto const now = time_point{} + 1h;
  bucket.take(bucket.wait(now, 1) == 0ns ? 1 : 0);
  for (int i = 0; i < 100; ++i) BOOST_TEST((bucket.wait(now, 1) == 1s));
  BOOST_TEST((bucket.wait(now + 1s, 1) == 0ns));
}

BOOST_AUTO_TEST_CASE(over_ten_seconds_the_rate_is_met_exactly) {
  throttle bucket{50, 1};
  auto now = time_point{} + 1h;
  int passed = 0;
  for (int i = 0; i < 10'000; ++i, now += 1ms) {
    if (bucket.wait(now, 1) > 0ns) continue;
    bucket.take(1);
    ++passed;
  }
  BOOST_TEST(passed == 500);
}

BOOST_AUTO_TEST_CASE(what_costs_more_than_the_burst_waits_for_a_full_bucket) {
  throttle bucket{100, 200};
  auto const now = time_point{} + 1h;
  BOOST_TEST((bucket.wait(now, 500) == 0ns));
  bucket.take(500);
  BOOST_TEST((bucket.wait(now, 500) == 5s));
}

BOOST_AUTO_TEST_CASE(without_a_rate_everything_passes) {
  throttle bucket{0, 1};
  for (int i = 0; i < 10; ++i) {
    BOOST_TEST((bucket.wait(time_point{}, 1000) == 0ns));
    bucket.take(1000);
  }
}

BOOST_AUTO_TEST_CASE(the_fullest_window_is_found_wherever_it_lies) {
  arrival_window window{1s};
  auto const start = time_point{} + 1h;
  // Five either side of a full second: a window of fixed seconds would see five.
  for (auto const at : {0ms, 900ms, 910ms, 920ms, 930ms, 940ms, 1000ms, 1010ms, 1020ms, 1030ms, 1040ms, 5000ms}) {
    window.add(start + at);
  }
  BOOST_TEST(window.highest() == 10U);
}

BOOST_AUTO_TEST_CASE(a_window_does_not_hold_both_of_its_ends) {
  arrival_window window{1s};
  for (int i = 0; i < 10; ++i) window.add(time_point{} + i * 500ms);
  BOOST_TEST(window.highest() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

#include "bench/schedule.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>

namespace {

using namespace std::chrono_literals;
using rcs::duration;
using rcs::bench::schedule;

}  // namespace

BOOST_AUTO_TEST_SUITE(bench_schedule)

BOOST_AUTO_TEST_CASE(a_constant_rate_departs_at_even_intervals_from_the_start_on) {
  schedule const plan{200};
  BOOST_TEST((plan.departure(0) == 0ns));
  BOOST_TEST((plan.departure(1) == 5ms));
  BOOST_TEST((plan.departure(200) == 1s));
  BOOST_TEST((plan.departure(720'000'000) == 1000h));
}

BOOST_AUTO_TEST_CASE(what_is_due_before_an_instant_departs_before_it) {
  schedule const plan{200};
  BOOST_TEST(plan.due(0ns) == 0U);
  BOOST_TEST(plan.due(1ns) == 1U);
  BOOST_TEST(plan.due(5ms) == 1U);
  BOOST_TEST(plan.due(5ms + 1ns) == 2U);
  BOOST_TEST(plan.due(1s) == 200U);
}

BOOST_AUTO_TEST_CASE(a_ramp_sends_the_mean_of_its_rates_and_stays_at_the_last) {
  schedule const plan{10, 30, 10s};
  BOOST_TEST(plan.due(10s) == 200U);
  // Half of the time at 10 to 20 a second.
  BOOST_TEST(plan.due(5s) == 75U);
  BOOST_TEST(plan.due(11s) - plan.due(10s) == 30U);
}

BOOST_AUTO_TEST_CASE(a_ramp_may_fall) {
  schedule const plan{30, 10, 10s};
  BOOST_TEST(plan.due(5s) == 125U);
  BOOST_TEST(plan.due(10s) == 200U);
  BOOST_TEST(plan.due(11s) == 210U);
}

BOOST_AUTO_TEST_CASE(a_ramp_to_almost_nothing_and_one_that_hardly_bends_lose_no_digits) {
  BOOST_TEST((schedule{1000, 1000.000001, 1h}.departure(3'600'000) - 1h < 1us));
  BOOST_TEST(schedule(1000, 0.01, 10s).due(10s) == 5001U);
}

BOOST_AUTO_TEST_CASE(departures_never_go_back_and_agree_with_what_is_due) {
  auto const seed = std::random_device{}();
  BOOST_TEST_CONTEXT("seed " << seed) {
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> exponent{-1, 4};
    for (int i = 0; i < 200; ++i) {
      schedule const plan{std::pow(10, exponent(random)), std::pow(10, exponent(random)), 30s};
      duration last{};
      for (std::uint64_t k = 0; k < 500; ++k) {
        auto const at = plan.departure(k);
        BOOST_TEST_REQUIRE((at >= last));
        BOOST_TEST_REQUIRE(plan.due(at) <= k);
        BOOST_TEST_REQUIRE(plan.due(at + 1ns) > k);
        last = at;
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

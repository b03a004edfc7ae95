#include "common/timeline.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace std::chrono_literals;
using namespace rcs;

exchange_report answered(duration total) {
  exchange_report one;
  one.numbers = 500;
  one.total = total;
  return one;
}

exchange_report ended_as(exchange_result what) {
  auto one = answered(1s);
  one.what = what;
  return one;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(common_timeline)

BOOST_AUTO_TEST_CASE(slices_double_when_they_are_used_up_and_keep_every_request) {
  timeline course;
  for (int second = 0; second < 1000; ++second) course.add(second * 1s, answered(10ms), 17ms);
  BOOST_TEST((course.width() == 12800ms));
  BOOST_TEST(course.slices().size() == 79U);
  std::uint64_t sum = 0;
  for (auto const& one : course.slices()) {
    sum += one.answered;
    BOOST_TEST(one.numbers == 500 * one.answered);
    BOOST_TEST(one.service.count() == one.answered);
    BOOST_TEST(one.intended.count() == one.answered);
  }
  BOOST_TEST(sum == 1000U);
  BOOST_TEST(course.slices().front().answered == 13U);  // seconds 0 to 12
}

BOOST_AUTO_TEST_CASE(a_gap_has_empty_slices_and_what_went_wrong_is_told_apart) {
  timeline course;
  course.add(0s, ended_as(exchange_result::throttled));
  course.add(1s, ended_as(exchange_result::failed));
  course.add(1s, ended_as(exchange_result::refused));
  course.add(-1s, answered(1ms));
  BOOST_TEST_REQUIRE(course.slices().size() == 11U);
  BOOST_TEST(course.slices().front().throttled == 1U);
  BOOST_TEST(course.slices()[5].failed == 0U);
  BOOST_TEST(course.slices().back().failed == 2U);
  BOOST_TEST(course.slices().back().numbers == 0U);
}

BOOST_AUTO_TEST_CASE(without_a_time_that_requests_were_due_at_there_is_no_latency_from_it) {
  timeline course;
  course.add(0s, answered(10ms));
  BOOST_TEST(course.slices().front().service.count() == 1U);
  BOOST_TEST(course.slices().front().intended.count() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

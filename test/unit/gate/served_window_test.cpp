#include "gate/served_window.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using rcs::served_window;
using rcs::time_point;

BOOST_AUTO_TEST_SUITE(served_window_test)

BOOST_AUTO_TEST_CASE(it_counts_a_second_and_no_more) {
  time_point const start = time_point{} + 1h;
  served_window served;
  for (auto at = start; at < start + 10s; at += 5ms) served.add(at);
  BOOST_TEST(served.count(start + 10s - 1ns) == 200U);
  BOOST_TEST(served.count(start + 10s - 1ns, 250ms) == 50U);
  BOOST_TEST(served.count(start + 10s + 499ms) == 100U);
  BOOST_TEST(served.count(start + 11s) == 0U);
  BOOST_TEST(served.count(start + 100h) == 0U);
}

BOOST_AUTO_TEST_CASE(it_counts_from_the_beginning_of_time) {
  served_window served;
  served.add(time_point{} + 1ms);
  served.add(time_point{} + 60ms);
  BOOST_TEST(served.count(time_point{} + 70ms) == 2U);
  BOOST_TEST(served.count(time_point{} + 70ms, 50ms) == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

#include "gate/slow_start.hpp"

#include <boost/test/unit_test.hpp>

using rcs::slow_start;

BOOST_AUTO_TEST_SUITE(slow_start_test)

BOOST_AUTO_TEST_CASE(begins_at_the_most) {
  BOOST_TEST(slow_start{32}.limit() == 32U);
}

BOOST_AUTO_TEST_CASE(doubles_with_each_round_of_successes) {
  slow_start ramp{32};
  ramp.restart();
  for (std::size_t expected = 1; expected <= 16; expected *= 2) {
    BOOST_TEST(ramp.limit() == expected);
    for (std::size_t i = 0; i < expected; ++i) ramp.succeeded();
  }
  BOOST_TEST(ramp.limit() == 32U);
}

BOOST_AUTO_TEST_CASE(never_grows_beyond_what_it_was) {
  slow_start ramp{5};
  for (int i = 0; i < 1000; ++i) ramp.succeeded();
  BOOST_TEST(ramp.limit() == 5U);
  ramp.restart();
  for (int i = 0; i < 1000; ++i) ramp.succeeded();
  BOOST_TEST(ramp.limit() == 5U);
}

BOOST_AUTO_TEST_SUITE_END()

#include "gate/slot_clock.hpp"

#include <boost/test/unit_test.hpp>

#include "departures.hpp"

using namespace std::chrono_literals;
using rcs::slot_clock;
using rcs::test::start;

BOOST_AUTO_TEST_SUITE(slot_clock_test)

BOOST_AUTO_TEST_CASE(an_unannounced_departure_counts_from_now) {
  slot_clock slots;
  BOOST_TEST((slots.counted(start) == start));
  slots.granted(start);
  BOOST_TEST((slots.counted(start) == start));
}

BOOST_AUTO_TEST_CASE(a_late_departure_counts_from_the_instant_told) {
  slot_clock slots;
  slots.told(start);
  slots.granted(start + 100us);
  BOOST_TEST((slots.counted(start + 100us) == start));
}

BOOST_AUTO_TEST_CASE(every_departure_of_one_late_instant_counts_from_the_instant_told) {
  slot_clock slots;
  slots.told(start);
  slots.granted(start + 100us);
  slots.granted(start + 100us);
  BOOST_TEST((slots.counted(start + 100us) == start));
}

BOOST_AUTO_TEST_CASE(an_instant_told_is_good_once) {
  slot_clock slots;
  slots.told(start);
  slots.granted(start + 100us);
  slots.granted(start + 200us);
  BOOST_TEST((slots.counted(start + 200us) == start + 200us));
}

BOOST_AUTO_TEST_CASE(what_was_held_back_by_more_than_time_is_not_late) {
  slot_clock slots;
  slots.told(start);
  slots.forget();
  slots.granted(start + 1s);
  BOOST_TEST((slots.counted(start + 1s) == start + 1s));
}

BOOST_AUTO_TEST_CASE(nothing_counts_from_the_future) {
  slot_clock slots;
  slots.told(start + 1s);
  slots.granted(start);
  BOOST_TEST((slots.counted(start) == start));
}

BOOST_AUTO_TEST_SUITE_END()

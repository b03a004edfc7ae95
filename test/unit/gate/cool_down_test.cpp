#include "gate/cool_down.hpp"

#include <boost/test/unit_test.hpp>

#include "departures.hpp"

using namespace std::chrono_literals;
using rcs::cool_down;
using rcs::duration;
using rcs::time_point;
using rcs::test::start;

namespace {

/// A cool-down with `out` attempts, 1 to `out`, departed.
cool_down with_departed(std::uint64_t out) {
  cool_down cooling{start};
  cooling.departed(out);
  return cooling;
}

/// Lets one attempt depart and come back throttled after each pause; returns how long the last pause is.
duration pause_after(unsigned throttled, double random01) {
  cool_down cooling{start};
  duration last{};
  for (unsigned id = 1; id <= throttled; ++id) {
    time_point const now = cooling.until();
    cooling.departed(id);
    cooling.throttled(id, now, {}, random01);
    last = cooling.until() - now;
  }
  return last;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cool_down_test)

BOOST_AUTO_TEST_CASE(there_is_none_to_begin_with) {
  BOOST_TEST((cool_down{start}.until() <= start));
}

BOOST_AUTO_TEST_CASE(the_server_says_how_long) {
  auto cooling = with_departed(1);
  BOOST_TEST(cooling.throttled(1, start, 7s, 0.5));
  BOOST_TEST((cooling.until() == start + 7s));
}

BOOST_AUTO_TEST_CASE(the_server_cannot_stop_us_for_over_a_day) {
  for (duration const forever : {duration{25h}, duration::max()}) {
    auto cooling = with_departed(1);
    cooling.throttled(1, start, forever, 0.5);
    BOOST_TEST((cooling.until() == start + 24h));
  }
}

BOOST_AUTO_TEST_CASE(pauses_in_a_row_double_up_to_a_minute) {
  BOOST_TEST((pause_after(1, 0.5) == 500ms));
  BOOST_TEST((pause_after(2, 0.5) == 1s));
  BOOST_TEST((pause_after(3, 0.5) == 2s));
  BOOST_TEST((pause_after(7, 0.5) == 30s));
  BOOST_TEST((pause_after(1000, 0.5) == 30s));
}

BOOST_AUTO_TEST_CASE(no_pause_is_shorter_than_a_tenth_of_a_second) {
  BOOST_TEST((pause_after(1, 0.0) == 100ms));
  for (duration const asked : {duration{0}, duration{-5s}, duration{1ms}, duration::min()}) {
    auto cooling = with_departed(1);
    cooling.throttled(1, start, asked, 0.5);
    BOOST_TEST((cooling.until() == start + 100ms));
  }
}

BOOST_AUTO_TEST_CASE(all_attempts_that_were_out_when_it_began_are_one_cool_down) {
  auto cooling = with_departed(32);
  BOOST_TEST(cooling.throttled(5, start, {}, 0.5));
  for (std::uint64_t id = 1; id <= 32; ++id) {
    if (id != 5) BOOST_TEST(!cooling.throttled(id, start + 400ms, {}, 0.99));
  }
  BOOST_TEST((cooling.until() == start + 500ms));
  // Nor did they count towards the next pause's length.
  cooling.departed(33);
  cooling.throttled(33, start + 1s, {}, 0.5);
  BOOST_TEST((cooling.until() == start + 2s));
}

BOOST_AUTO_TEST_CASE(an_old_attempt_back_after_the_pause_does_not_begin_another) {
  auto cooling = with_departed(2);
  cooling.throttled(1, start, {}, 0.5);
  BOOST_TEST(!cooling.throttled(2, start + 10s, {}, 0.5));
  BOOST_TEST((cooling.until() == start + 500ms));
}

BOOST_AUTO_TEST_CASE(an_old_attempt_prolongs_the_pause_if_the_server_says_so) {
  auto cooling = with_departed(3);
  cooling.throttled(1, start, 2s, 0.5);
  BOOST_TEST(cooling.throttled(2, start + 1s, 9s, 0.5));
  BOOST_TEST((cooling.until() == start + 10s));
  BOOST_TEST(!cooling.throttled(3, start + 2s, 1s, 0.5));
  BOOST_TEST((cooling.until() == start + 10s));
  // It is still the first pause in a row.
  cooling.departed(4);
  cooling.throttled(4, start + 10s, {}, 0.5);
  BOOST_TEST((cooling.until() == start + 11s));
}

BOOST_AUTO_TEST_CASE(a_success_from_after_the_pause_makes_the_next_one_short_again) {
  auto cooling = with_departed(1);
  cooling.throttled(1, start, {}, 0.5);
  cooling.departed(2);
  BOOST_TEST(cooling.succeeded(2));
  cooling.departed(3);
  cooling.throttled(3, start + 10s, {}, 0.5);
  BOOST_TEST((cooling.until() == start + 10s + 500ms));
}

BOOST_AUTO_TEST_CASE(a_success_from_before_the_pause_says_nothing_of_the_time_after) {
  auto cooling = with_departed(2);
  cooling.throttled(1, start, {}, 0.5);
  BOOST_TEST(!cooling.succeeded(2));
  cooling.departed(3);
  cooling.throttled(3, start + 10s, {}, 0.5);
  BOOST_TEST((cooling.until() == start + 11s));
}

BOOST_AUTO_TEST_SUITE_END()

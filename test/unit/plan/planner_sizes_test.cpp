#include <boost/test/unit_test.hpp>

#include "plan_support.hpp"

namespace {

using namespace rcs;
using namespace std::chrono_literals;
using test::all_end_as;
using test::at;
using test::desk;
using test::with;

}  // namespace

BOOST_AUTO_TEST_SUITE(planner_sizes)

BOOST_AUTO_TEST_CASE(a_batch_too_large_halves_the_maximum_once_for_all_that_were_out) {
  desk d;
  d.add(2100);
  BOOST_TEST(d.take_all() == 4U);
  while (!d.out.empty()) d.plan.shrink(d.pop(), at(0s));
  d.plan.end_of_input();
  BOOST_TEST(d.take_all() == 8U);
  for (batch const& b : d.out) {
    BOOST_TEST(b.size() == 250U);
    BOOST_TEST(b.entries().front().attempts == 0);
    BOOST_TEST(!b.retried);
  }
}

BOOST_AUTO_TEST_CASE(a_batch_in_back_off_is_cut_when_the_maximum_has_become_smaller_meanwhile) {
  desk d;
  d.add(1100);
  d.take_all();
  d.plan.retry(d.pop(), at(9s), failure::timeout);
  d.plan.shrink(d.pop(), at(0s));
  d.plan.end_of_input();
  std::size_t asked = 0;
  while (d.take(at(9s))) {
    BOOST_TEST(d.out.back().size() <= 250U);
    BOOST_TEST(d.out.back().size() >= 100U);
    asked += d.out.back().size();
    d.answer();
  }
  BOOST_TEST(asked == 1100U);
}

BOOST_AUTO_TEST_CASE(the_maximum_never_falls_under_the_minimum_and_then_attempts_are_used) {
  planner_options options = with(100, 150);
  options.attempts = 2;
  desk d{options};
  d.add(100);
  d.plan.end_of_input();
  d.take();
  d.plan.shrink(d.pop(), at(1s));
  BOOST_REQUIRE(d.take(at(1s)));
  BOOST_TEST(d.out.back().size() == 100U);
  BOOST_TEST(d.out.back().entries().front().attempts == 1);
  d.plan.shrink(d.pop(), at(1s));
  auto const settled = d.collect();
  all_end_as(settled, 100, outcome::failed);
  BOOST_TEST((settled.front().as == failure::bad_request));
}

BOOST_AUTO_TEST_CASE(a_maximum_that_falls_to_the_minimum_leaves_no_room_for_missing_numbers) {
  desk d{with(4, 8)};
  d.add(20);
  d.take_all();
  d.answer(3);
  d.plan.shrink(d.pop(), at(0s));
  all_end_as(d.collect(), 3, outcome::missing);
}

BOOST_AUTO_TEST_CASE(a_single_that_is_too_large_uses_attempts_and_shrinks_nothing) {
  planner_options options;
  options.attempts = 1;
  desk d{options};
  d.add(1);
  d.plan.end_of_input();
  d.take();
  d.plan.shrink(d.pop(), at(0s));
  auto const settled = d.collect();
  all_end_as(settled, 1, outcome::failed);
  BOOST_TEST((settled.front().as == failure::bad_request));
}

BOOST_AUTO_TEST_CASE(numbers_of_a_batch_too_small_go_again_in_company) {
  desk d{with(4, 8)};
  d.add(4);
  d.plan.hold_input(true);
  d.take();
  d.plan.replan(d.pop(), at(1s));
  d.plan.hold_input(false);
  BOOST_TEST(!d.take(at(1s)));
  d.add(8);
  BOOST_REQUIRE(d.take(at(1s)));
  std::size_t wanting = 0;
  for (entry const& e : d.out.back().entries()) wanting += e.wants_company;
  BOOST_TEST(wanting == 4U);
  BOOST_TEST(d.out.back().size() == 8U);
}

BOOST_AUTO_TEST_CASE(numbers_of_a_batch_too_small_go_alone_when_no_company_comes) {
  desk d{with(4, 8)};
  d.add(4);
  d.plan.end_of_input();
  d.take();
  d.plan.replan(d.pop(), at(1s));
  BOOST_TEST(!d.take(at(0s)));
  BOOST_TEST(d.take_all(at(1s)) == 4U);
  for (batch const& b : d.out) {
    BOOST_TEST((b.to() == batch::endpoint::single));
    BOOST_TEST(b.entries().front().attempts == 1);
  }
}

BOOST_AUTO_TEST_SUITE_END()

#include "plan/planner.hpp"

#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>

#include "plan_support.hpp"

namespace {

using namespace rcs;
using namespace std::chrono_literals;
using test::all_end_as;
using test::at;
using test::desk;
using test::with;

std::size_t missing_before(batch const& b) {
  std::size_t count = 0;
  for (entry const& e : b.entries()) count += e.times_missing > 0;
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(planner)

BOOST_AUTO_TEST_CASE(options_out_of_range_are_refused_by_name) {
  auto const named = [](std::string const& name) {
    return [name](std::invalid_argument const& e) { return std::string{e.what()}.find(name) != std::string::npos; };
  };
  BOOST_CHECK_EXCEPTION(rcs::planner{with(0, 5)}, std::invalid_argument, named("batch_min"));
  BOOST_CHECK_EXCEPTION(rcs::planner{with(5, 4)}, std::invalid_argument, named("batch_max"));
  planner_options options;
  options.attempts = 0;
  BOOST_CHECK_EXCEPTION(rcs::planner{options}, std::invalid_argument, named("attempts"));
  options.attempts = 256;
  BOOST_CHECK_EXCEPTION(rcs::planner{options}, std::invalid_argument, named("attempts"));
  options.attempts = 6;
  options.ask_missing = 255;
  BOOST_CHECK_EXCEPTION(rcs::planner{options}, std::invalid_argument, named("ask_missing"));
}

BOOST_AUTO_TEST_CASE(counters_follow_a_batch_from_the_list_to_its_answer) {
  desk d;
  d.add(600);
  BOOST_TEST(d.plan.unsettled() == 600U);
  d.take();
  BOOST_TEST(d.plan.in_flight() == 1U);
  BOOST_TEST(d.plan.unsettled() == 600U);
  d.plan.retry(d.pop(), at(5s), failure::timeout);
  BOOST_TEST(d.plan.in_flight() == 0U);
  BOOST_TEST(d.plan.waiting_for_retry() == 500U);
  d.take(at(5s));
  BOOST_TEST(d.plan.waiting_for_retry() == 0U);
  d.answer();
  BOOST_TEST(d.plan.unsettled() == 100U);
  d.plan.end_of_input();
  BOOST_TEST(!d.plan.finished());
  d.run_dry();
  BOOST_TEST(d.plan.finished());
}

// --- retries

BOOST_AUTO_TEST_CASE(a_failed_batch_comes_back_whole_when_it_is_due_and_not_before) {
  desk d;
  d.add(600);
  d.take();
  d.plan.retry(d.pop(), at(5s), failure::server_error);
  BOOST_TEST((d.plan.next_due() == at(5s)));
  BOOST_TEST(!d.plan.ready(at(4999ms)));
  BOOST_TEST(!d.take(at(4999ms)));
  BOOST_TEST(d.plan.ready(at(5s)));
  BOOST_REQUIRE(d.take(at(5s)));
  BOOST_TEST(d.out.back().retried);
  BOOST_TEST(d.out.back().size() == 500U);
  BOOST_TEST(d.out.back().entries().front().attempts == 1);
}

BOOST_AUTO_TEST_CASE(a_replay_costs_neither_attempt_nor_budget) {
  desk d;
  d.add(600);
  d.take();
  d.plan.retry(d.pop(), at(1s), failure::server_error);
  d.take(at(1s));
  d.plan.replay(d.pop(), at(2s));
  BOOST_REQUIRE(d.take(at(2s), false));
  BOOST_TEST(!d.out.back().retried);
  BOOST_TEST(d.out.back().entries().front().attempts == 1);
}

BOOST_AUTO_TEST_CASE(retries_that_are_not_allowed_are_told_apart_from_nothing_and_hold_up_nothing_else) {
  desk d;
  d.add(600);
  d.take();
  d.plan.retry(d.pop(), at(1s), failure::server_error);
  BOOST_TEST(!d.take(at(1s), false));
  BOOST_TEST((d.last == plan_step::kind::unfunded));
  BOOST_TEST(!d.take(at(0s), false));
  BOOST_TEST((d.last == plan_step::kind::nothing));
  d.add(500);
  BOOST_TEST(d.take(at(1s), false));
  BOOST_TEST(!d.out.back().retried);
}

BOOST_AUTO_TEST_CASE(a_number_fails_after_its_last_attempt_with_the_class_of_that) {
  planner_options options;
  options.attempts = 2;
  desk d{options};
  d.add(100);
  d.plan.end_of_input();
  d.take();
  d.plan.retry(d.pop(), at(0s), failure::timeout);
  d.take();
  d.plan.retry(d.pop(), at(0s), failure::connection);
  auto const settled = d.collect();
  all_end_as(settled, 100, outcome::failed);
  BOOST_TEST((settled.front().as == failure::connection));
  BOOST_TEST(settled.front().who.attempts == 2);
  BOOST_TEST(d.plan.finished());
}

BOOST_AUTO_TEST_CASE(what_is_left_under_the_minimum_after_a_failure_is_loose_when_due) {
  planner_options options = with(4, 8);
  options.attempts = 2;
  desk d{options};
  d.add(4);
  d.plan.end_of_input();
  d.take();
  batch first = d.pop();
  first.entries()[0].attempts = 1;  // as if it had been in another batch that failed
  d.plan.retry(std::move(first), at(3s), failure::timeout);
  all_end_as(d.collect(), 1, outcome::failed);
  BOOST_TEST(d.plan.waiting_for_retry() == 3U);
  BOOST_TEST(!d.take(at(2s)));
  BOOST_TEST(d.take_all(at(3s)) == 3U);
  for (batch const& b : d.out) BOOST_TEST((b.to() == batch::endpoint::single));
}

BOOST_AUTO_TEST_CASE(a_failed_single_stays_single) {
  desk d;
  d.add(1);
  d.plan.end_of_input();
  d.take();
  d.plan.retry(d.pop(), at(1s), failure::timeout);
  d.take(at(1s));
  BOOST_TEST((d.out.back().to() == batch::endpoint::single));
  BOOST_TEST(d.out.back().retried);
}

BOOST_AUTO_TEST_CASE(the_tail_waits_for_whatever_is_in_back_off) {
  enum class how { retried, replayed, loosened };
  for (how const kind : {how::retried, how::replayed, how::loosened}) {
    desk d{with(4, 8)};
    d.add(14);
    d.take();
    d.plan.end_of_input();
    if (kind == how::retried) d.plan.retry(d.pop(), at(1s), failure::timeout);
    if (kind == how::replayed) d.plan.replay(d.pop(), at(1s));
    if (kind == how::loosened) d.plan.replan(d.pop(), at(1s));
    BOOST_TEST(!d.take(at(999ms)));
    BOOST_TEST(d.take(at(1s)));
  }
}

// --- missing numbers

BOOST_AUTO_TEST_CASE(missing_numbers_ride_with_at_least_the_minimum_of_fresh_ones) {
  desk d;
  d.add(600);
  d.take();
  d.answer(450);
  BOOST_TEST(d.plan.unsettled() == 550U);
  BOOST_TEST(!d.take());  // 100 fresh: taking them could strand the next ones
  d.add(100);
  BOOST_REQUIRE(d.take());
  BOOST_TEST(d.out.back().size() == 500U);
  BOOST_TEST(missing_before(d.out.back()) == 400U);
}

BOOST_AUTO_TEST_CASE(a_number_missing_again_settles_as_missing) {
  desk d{with(4, 8)};
  d.add(12);
  d.take();
  d.answer(2);
  d.plan.end_of_input();
  d.take();
  BOOST_TEST(missing_before(d.out.back()) == 2U);
  batch second = d.pop();
  std::vector<entry> again;
  for (entry const& e : second.entries())
    if (e.times_missing > 0) again.push_back(e);
  d.plan.answered(std::move(second), again);
  auto const settled = d.collect();
  all_end_as(settled, 2, outcome::missing);
  BOOST_TEST(settled.front().who.attempts == 2);
  BOOST_TEST(d.plan.finished());
}

BOOST_AUTO_TEST_CASE(without_company_to_come_missing_numbers_settle_and_are_not_asked_again) {
  desk d{with(4, 8)};
  d.add(8);
  d.plan.end_of_input();
  d.take();
  d.answer(5);
  BOOST_TEST(!d.take());
  all_end_as(d.collect(), 5, outcome::missing);
  BOOST_TEST(d.plan.finished());
}

BOOST_AUTO_TEST_CASE(missing_numbers_settle_at_once_where_no_request_has_room_for_company) {
  desk d{with(4, 4)};
  d.add(4);
  d.take();
  d.answer(2);
  all_end_as(d.collect(), 2, outcome::missing);
}

BOOST_AUTO_TEST_CASE(ask_missing_says_how_often_a_missing_number_is_asked_again) {
  for (unsigned const again : {0U, 1U, 3U}) {
    planner_options options;
    options.ask_missing = again;
    desk d{options};
    d.add(1);
    d.plan.end_of_input();
    std::size_t asked = 0;
    while (d.take()) {
      ++asked;
      BOOST_TEST((d.out.back().to() == batch::endpoint::single));
      d.answer(1);
    }
    BOOST_TEST(asked == again + 1);
    all_end_as(d.collect(), 1, outcome::missing);
  }
}

// --- stopping

BOOST_AUTO_TEST_CASE(given_up_numbers_stay_unsettled_and_are_no_longer_in_flight) {
  desk d;
  d.add(600);
  d.take();
  d.plan.abandon(d.pop());
  BOOST_TEST(d.plan.in_flight() == 0U);
  BOOST_TEST(d.plan.unsettled() == 600U);
  d.plan.end_of_input();
  d.run_dry();
  BOOST_TEST(d.plan.unsettled() == 500U);
  BOOST_TEST(!d.plan.finished());
}

BOOST_AUTO_TEST_SUITE_END()

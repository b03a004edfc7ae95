#include <boost/test/unit_test.hpp>
#include <set>

#include "plan_support.hpp"
#include "support/count_allocations.hpp"

namespace {

using namespace rcs;
using namespace std::chrono_literals;
using test::all_end_as;
using test::at;
using test::desk;
using test::with;

}  // namespace

BOOST_AUTO_TEST_SUITE(planner_input)

// --- repeats

BOOST_AUTO_TEST_CASE(a_repeat_goes_into_a_later_batch_and_sizes_count_distinct_numbers) {
  planner_options options;
  options.repeats = true;
  desk d{options};
  d.add(test::numbers(150));
  d.add(test::numbers(50));
  d.plan.end_of_input();
  BOOST_TEST(d.take_all() == 2U);
  BOOST_TEST(d.sizes() == (std::vector<std::size_t>{100, 100}));
  for (batch const& b : d.out) {
    std::set<number> distinct;
    for (entry const& e : b.entries()) distinct.insert(e.asked);
    BOOST_TEST(distinct.size() == b.size());
  }
}

BOOST_AUTO_TEST_CASE(a_full_batch_is_not_taken_at_the_end_if_its_repeats_would_have_to_go_alone) {
  planner_options options = with(100, 150);
  options.repeats = true;
  desk d{options};
  d.add(test::numbers(150));
  d.add(test::numbers(50));
  d.plan.end_of_input();
  BOOST_TEST(d.run_dry() == (std::vector<std::size_t>{100, 100}));
}

BOOST_AUTO_TEST_CASE(one_number_over_and_over_goes_alone_each_time) {
  planner_options options;
  options.repeats = true;
  desk d{options};
  std::vector<entry> same;
  for (std::uint64_t row = 1; row <= 1000; ++row) same.emplace_back(test::nth(7), row);
  d.add(same);
  BOOST_TEST(!d.take());
  d.plan.end_of_input();
  BOOST_TEST(d.take_all() == 1000U);
  for (batch const& b : d.out) BOOST_REQUIRE((b.to() == batch::endpoint::single));
}

BOOST_AUTO_TEST_CASE(a_missing_number_never_meets_its_own_repeat) {
  planner_options options = with(4, 8);
  options.repeats = true;
  desk d{options};
  d.add(test::numbers(8));
  d.plan.hold_input(true);
  d.take();
  d.answer(1);  // the sequence's first
  d.plan.hold_input(false);
  d.add(test::numbers(12));
  BOOST_REQUIRE(d.take());
  std::set<number> distinct;
  for (entry const& e : d.out.back().entries()) distinct.insert(e.asked);
  BOOST_TEST(distinct.size() == d.out.back().size());
}

// --- a reader that is held back

BOOST_AUTO_TEST_CASE(a_held_reader_lets_everything_legal_go_and_keeps_the_rest_for_company) {
  desk d;
  d.add(550);
  BOOST_TEST(!d.take());
  d.plan.hold_input(true);
  BOOST_TEST(d.plan.ready(at(0s)));
  BOOST_TEST(d.take_all() == 1U);
  BOOST_TEST(d.out.back().size() == 500U);
  d.answer();
  d.plan.hold_input(false);
  d.add(50);
  d.plan.end_of_input();
  BOOST_TEST(d.run_dry() == (std::vector<std::size_t>{100}));
}

BOOST_AUTO_TEST_CASE(a_held_reader_with_only_missing_numbers_left_gets_room_by_settling_them) {
  desk d{with(4, 8)};
  d.add(10);
  d.plan.hold_input(true);
  d.take();
  d.answer(6);
  d.plan.hold_input(true);
  BOOST_TEST(d.plan.ready(at(0s)));
  BOOST_TEST(!d.take());
  all_end_as(d.collect(), 6, outcome::missing);
  BOOST_TEST(d.plan.unsettled() == 2U);
  BOOST_TEST(d.take_all() == 2U);  // still held: then they go alone
}

BOOST_AUTO_TEST_CASE(a_held_reader_of_a_list_full_of_one_number_is_served_a_part_at_a_time) {
  planner_options options = with(4, 8);
  options.repeats = true;
  desk d{options};
  std::vector<entry> same;
  for (std::uint64_t row = 1; row <= 100; ++row) same.emplace_back(test::nth(7), row);
  d.add(same);
  d.plan.hold_input(true);
  BOOST_TEST(d.take_all() == 8U);
  d.answer_all();
  BOOST_TEST(d.take_all() == 8U);
}

// --- memory

BOOST_AUTO_TEST_CASE(a_steady_stream_of_fresh_numbers_allocates_nothing) {
  rcs::planner plan{planner_options{}};
  auto const block = test::numbers(1000);
  auto const round = [&] {
    plan.add(block);
    plan_step first = plan.take(at(0s), true);
    plan_step second = plan.take(at(0s), true);
    BOOST_REQUIRE((second.what == plan_step::kind::ask));
    plan.answered(std::move(first.request), {});
    plan.answered(std::move(second.request), {});
  };
  plan.add(block);
  for (int i = 0; i < 50; ++i) round();
  std::size_t const before = test::allocations();
  for (int i = 0; i < 200; ++i) round();
  BOOST_TEST(test::allocations() == before);
}

BOOST_AUTO_TEST_SUITE_END()

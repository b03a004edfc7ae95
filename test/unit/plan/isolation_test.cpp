#include <boost/test/unit_test.hpp>
#include <functional>
#include <set>

#include "plan_support.hpp"

namespace {

using namespace rcs;
using namespace std::chrono_literals;
using test::at;
using test::desk;

/// Works a planner against an upstream that refuses every request with a poison number in it.
struct poisoned {
  explicit poisoned(planner_options const& options = {}) : d{options} {}

  void run() {
    while (true) {
      while (d.take(now)) {
        ++sent;
        batch const& b = d.out.back();
        if (b.isolation != 0) ++extra;
        largest_window = std::max(largest_window, d.out.size());
        if (d.out.size() == out_at_once) give_back();
      }
      auto const settled = d.collect();
      for (settlement const& s : settled) {
        if (s.what == outcome::rejected) {
          rejected.insert(s.who.asked);
        } else {
          ++others;
          BOOST_TEST((s.what == outcome::failed));
          BOOST_TEST((s.as == failure::bad_request));
          BOOST_TEST(s.who.attempts == 1);
        }
      }
      if (d.out.empty()) break;
      give_back();
    }
    BOOST_TEST(d.plan.finished());
  }

  void give_back() {
    batch first = d.pop();
    for (entry const& e : first.entries())
      if (poison.contains(e.asked)) return d.plan.isolate(std::move(first), sent);
    answered += first.size();
    d.plan.answered(std::move(first), {});
  }

  desk d;
  std::set<number> poison;
  std::set<number> rejected;
  time_point now = at(0s);
  std::size_t out_at_once = 1000;
  std::uint64_t sent = 0;
  std::uint64_t extra = 0;
  std::size_t answered = 0;
  std::size_t others = 0;
  std::size_t largest_window = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(isolation)

BOOST_AUTO_TEST_CASE(one_bad_number_of_a_full_batch_is_found_within_its_price_wherever_it_is) {
  for (std::uint64_t where = 0; where < 500; ++where) {
    poisoned run;
    run.d.add(500);
    run.poison = {test::nth(where)};
    run.d.plan.end_of_input();
    run.run();
    BOOST_TEST_CONTEXT("bad number at " << where) {
      BOOST_TEST((run.rejected == run.poison));
      BOOST_TEST(run.answered == 499U);
      BOOST_TEST(run.extra <= 140U);
    }
  }
}

BOOST_AUTO_TEST_CASE(whatever_the_batchs_size_the_price_list_holds_and_every_number_ends) {
  for (std::size_t size = 100; size <= 500; ++size) {
    for (std::size_t const where : {std::size_t{0}, size / 2, size - 1}) {
      poisoned run;
      run.d.add(size);
      run.poison = {test::nth(where)};
      run.d.plan.end_of_input();
      run.run();
      BOOST_TEST_CONTEXT("batch of " << size << ", bad number at " << where) {
        BOOST_TEST(run.extra <= 140U * (1 + run.rejected.size()));
        BOOST_TEST(run.answered + run.others + run.rejected.size() == size);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_price_rises_with_each_bad_number_found) {
  poisoned run;
  run.d.add(500);
  for (std::uint64_t i = 0; i < 500; i += 10) run.poison.insert(test::nth(i));
  run.d.plan.end_of_input();
  run.run();
  BOOST_TEST((run.rejected == run.poison));
  BOOST_TEST(run.answered == 450U);
  BOOST_TEST(run.extra <= 140U * 51U);
}

BOOST_AUTO_TEST_CASE(at_the_end_of_its_means_an_isolation_waits_for_what_is_out) {
  poisoned run;
  run.d.add(199);
  run.poison = {test::nth(60), test::nth(0)};  // asked from the back: the 139th and the last
  run.d.plan.end_of_input();
  run.run();
  BOOST_TEST((run.rejected == run.poison));
  BOOST_TEST(run.others == 0U);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_afforded_ends_as_a_bad_request) {
  poisoned run;
  run.d.add(199);
  run.poison = {test::nth(0)};
  run.d.plan.end_of_input();
  run.run();
  BOOST_TEST(run.rejected.empty());
  BOOST_TEST(run.extra == 140U);
  BOOST_TEST(run.others == 59U);
}

BOOST_AUTO_TEST_CASE(over_a_run_isolation_costs_at_most_a_tenth_of_the_requests_and_a_thousand) {
  poisoned run;
  run.d.add(100'000);
  for (std::uint64_t i = 0; i < 100'000; i += 100) run.poison.insert(test::nth(i));
  run.d.plan.end_of_input();
  run.out_at_once = 16;
  run.run();
  BOOST_TEST(run.extra <= run.sent / 10 + 1000);
  BOOST_TEST(run.extra > 1000U);
  BOOST_TEST(run.others > 0U);
  BOOST_TEST(run.answered + run.others + run.rejected.size() == 100'000U);
}

BOOST_AUTO_TEST_CASE(at_most_a_window_of_one_isolations_singles_is_out) {
  desk d;
  d.add(100);
  d.plan.end_of_input();
  d.take();
  d.plan.isolate(d.pop(), 1);
  BOOST_TEST(d.take_all() == 8U);
  d.answer();
  BOOST_TEST(d.take_all() == 1U);
  d.plan.retry(d.pop(), at(9s), failure::timeout);
  BOOST_TEST(d.take_all() == 0U);  // one in back-off counts, too
}

BOOST_AUTO_TEST_CASE(halves_are_legal_and_never_merged_with_others) {
  desk d;
  d.add(600);
  d.take();
  d.plan.isolate(d.pop(), 1);
  d.add(900);
  BOOST_TEST(d.take_all() == 3U);
  BOOST_TEST(d.sizes() == (std::vector<std::size_t>{200, 300, 500}));
  BOOST_TEST(d.out[0].isolation == d.out[1].isolation);
  BOOST_TEST(d.out[0].isolation != 0U);
  BOOST_TEST(d.out[2].isolation == 0U);
}

BOOST_AUTO_TEST_CASE(suspects_that_reach_the_minimum_go_as_bulk_again_once_a_bad_one_is_found) {
  desk d;
  d.add(150);
  d.plan.end_of_input();
  d.take();
  d.plan.isolate(d.pop(), 1);
  d.take_all();
  d.plan.isolate(d.pop(), 9);
  {
    auto const settled = d.collect();
    BOOST_REQUIRE(settled.size() == 1U);
    BOOST_TEST((settled.front().what == outcome::rejected));
    BOOST_TEST(settled.front().who.attempts == 1);
  }
  BOOST_REQUIRE(d.take());
  BOOST_TEST((d.out.back().to() == batch::endpoint::bulk));
  BOOST_TEST(d.out.back().size() == 142U);
}

BOOST_AUTO_TEST_CASE(a_failure_on_the_way_keeps_suspects_together_and_uses_their_attempts) {
  desk d;
  d.add(500);
  d.plan.end_of_input();
  d.take();
  d.plan.isolate(d.pop(), 1);
  d.take();
  auto const isolation = d.out.front().isolation;
  d.plan.retry(d.pop(), at(1s), failure::timeout);
  BOOST_REQUIRE(d.take(at(1s)));
  BOOST_TEST(d.out.front().retried);
  BOOST_TEST(d.out.front().isolation == isolation);
  BOOST_TEST(d.out.front().entries().front().attempts == 1);
}

BOOST_AUTO_TEST_CASE(suspects_too_large_for_a_smaller_maximum_are_divided_among_themselves) {
  desk d;
  d.add(500);
  d.plan.end_of_input();
  d.take();
  d.plan.isolate(d.pop(), 1);
  BOOST_TEST(d.take_all() == 2U);
  batch small = d.pop();
  d.plan.shrink(d.pop(), at(0s));  // 300: the maximum becomes 150
  d.plan.shrink(std::move(small), at(0s));
  BOOST_TEST(d.take_all() > 0U);
  for (batch const& b : d.out) {
    BOOST_TEST(b.size() == 100U);
    BOOST_TEST(b.isolation != 0U);
  }
}

BOOST_AUTO_TEST_CASE(suspects_refused_for_their_size_go_alone) {
  desk d;
  d.add(200);
  d.plan.end_of_input();
  d.take();
  d.plan.isolate(d.pop(), 1);
  BOOST_TEST(d.take_all() == 2U);
  d.plan.replan(d.pop(), at(1s));
  d.answer();
  BOOST_TEST(!d.take(at(0s)));
  BOOST_TEST(d.take_all(at(1s)) == 8U);
  BOOST_TEST((d.out.back().to() == batch::endpoint::single));
  BOOST_TEST(d.out.back().isolation != 0U);
}

BOOST_AUTO_TEST_CASE(after_a_refusal_for_size_nothing_of_the_isolation_is_bulk_again) {
  desk d;
  d.add(500);
  d.plan.end_of_input();
  d.take();
  d.plan.isolate(d.pop(), 1);
  BOOST_TEST(d.take_all() == 2U);
  d.answer();                      // 200
  d.plan.replan(d.pop(), at(0s));  // 300: could be halved
  BOOST_TEST(d.take_all() == 8U);
  BOOST_TEST((d.out.front().to() == batch::endpoint::single));
  d.plan.isolate(d.pop(), 12);  // 292 are left to ask
  BOOST_REQUIRE(d.take());
  BOOST_TEST((d.out.back().to() == batch::endpoint::single));
}

BOOST_AUTO_TEST_CASE(missing_suspects_are_suspects_no_more) {
  desk d;
  d.add(200);
  d.take();
  d.plan.hold_input(true);
  d.take();
  d.plan.hold_input(false);
  d.plan.isolate(d.pop(), 1);
  BOOST_TEST(d.take_all() == 2U);
  d.answer(10);
  d.answer();
  d.add(600);
  BOOST_REQUIRE(d.take());
  BOOST_TEST(d.out.back().isolation == 0U);
  BOOST_TEST(d.out.back().size() == 500U);
  BOOST_TEST(d.plan.unsettled() == 610U);
}

BOOST_AUTO_TEST_CASE(missing_numbers_among_the_last_suspects_settle_as_missing) {
  desk d{planner_options{.batch_min = 4, .batch_max = 8}};
  d.add(12);
  d.take();
  d.answer(2);
  d.plan.end_of_input();
  d.take();  // four fresh ones and two missing
  d.plan.isolate(d.pop(), 2);
  auto const settled = d.collect();
  BOOST_TEST(settled.size() == 2U);
  for (settlement const& s : settled) BOOST_TEST((s.what == outcome::missing));
  BOOST_TEST(d.take_all() == 4U);
}

BOOST_AUTO_TEST_CASE(a_refused_single_is_rejected) {
  desk d;
  d.add(1);
  d.plan.end_of_input();
  d.take();
  d.plan.isolate(d.pop(), 1);
  auto const settled = d.collect();
  BOOST_REQUIRE(settled.size() == 1U);
  BOOST_TEST((settled.front().what == outcome::rejected));
  BOOST_TEST(d.plan.finished());
}

BOOST_AUTO_TEST_SUITE_END()

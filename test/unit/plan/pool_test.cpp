#include "plan/pool.hpp"

#include <boost/test/unit_test.hpp>
#include <deque>
#include <map>
#include <random>
#include <set>

#include "plan_support.hpp"
#include "support/count_allocations.hpp"

namespace {

using namespace rcs;

std::vector<std::uint64_t> rows_of(std::vector<entry> const& entries) {
  std::vector<std::uint64_t> rows;
  for (entry const& e : entries) rows.push_back(e.row);
  return rows;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pool)

BOOST_AUTO_TEST_CASE(without_repeats_it_is_first_come_first_served) {
  rcs::pool waiting{false};
  waiting.add(test::numbers(10));
  std::vector<entry> taken;
  waiting.take(4, taken);
  waiting.add(test::numbers(2, 10));
  waiting.take(8, taken);
  BOOST_TEST(rows_of(taken) == (std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
  BOOST_TEST(waiting.empty());
}

BOOST_AUTO_TEST_CASE(a_repeat_waits_until_the_number_before_it_is_taken) {
  rcs::pool waiting{true};
  auto const a = test::nth(1);
  auto const b = test::nth(2);
  waiting.add(std::vector<entry>{{a, 1}, {a, 2}, {b, 3}, {a, 4}});
  BOOST_TEST(waiting.size() == 4U);
  BOOST_TEST(waiting.distinct() == 2U);
  std::vector<entry> taken;
  waiting.take(2, taken);
  BOOST_TEST(rows_of(taken) == (std::vector<std::uint64_t>{1, 3}));
  BOOST_TEST(waiting.distinct() == 1U);
  waiting.take(1, taken);
  waiting.take(1, taken);
  BOOST_TEST(rows_of(taken) == (std::vector<std::uint64_t>{1, 3, 2, 4}));
  BOOST_TEST(waiting.empty());
}

BOOST_AUTO_TEST_CASE(a_number_that_has_moved_up_is_found_in_whatever_order_the_next_ones_come) {
  for (std::vector<std::uint64_t> const& order :
       {std::vector<std::uint64_t>{1, 2, 3}, {3, 2, 1}, {2, 2, 2}, {3, 1, 3}}) {
    rcs::pool waiting{true};
    for (std::uint64_t row = 1; row <= 6; ++row) waiting.add(entry{test::nth(1 + (row - 1) % 3), row});
    std::vector<entry> taken;
    waiting.take(3, taken);
    std::uint64_t row = 6;
    for (auto const which : order) waiting.add(entry{test::nth(which), ++row});
    BOOST_TEST(waiting.size() == 6U);
    BOOST_TEST(waiting.distinct() == 3U);
  }
}

BOOST_AUTO_TEST_CASE(numbers_that_have_moved_up_again_and_again_are_found) {
  constexpr std::uint64_t numbers = 60;
  constexpr std::uint64_t rounds = 100;
  rcs::pool waiting{true};
  for (std::uint64_t row = 0; row < numbers * rounds; ++row) waiting.add(entry{test::nth(row % numbers), row + 1});
  std::vector<entry> taken;
  for (std::uint64_t round = 1; round < rounds; ++round) waiting.take(numbers, taken);
  for (std::uint64_t i = numbers; i > 0; --i) waiting.add(entry{test::nth(i - 1), numbers * rounds + i});
  BOOST_TEST(waiting.size() == 2 * numbers);
  BOOST_TEST(waiting.distinct() == numbers);
}

BOOST_AUTO_TEST_CASE(a_row_that_waits_comes_out_as_it_went_in) {
  rcs::pool waiting{true};
  entry second{test::nth(1), 2};
  second.attempts = 3;
  second.times_missing = 1;
  second.wants_company = true;
  waiting.add(entry{test::nth(1), 1});
  waiting.add(second);
  std::vector<entry> taken;
  waiting.take(1, taken);
  waiting.take(1, taken);
  BOOST_TEST(taken[1].row == 2U);
  BOOST_TEST(taken[1].attempts == 3U);
  BOOST_TEST(taken[1].times_missing == 1U);
  BOOST_TEST(taken[1].wants_company);
}

BOOST_AUTO_TEST_CASE(draining_puts_equal_numbers_side_by_side) {
  rcs::pool waiting{true};
  auto const a = test::nth(1);
  auto const b = test::nth(2);
  waiting.add(std::vector<entry>{{a, 1}, {b, 2}, {a, 3}, {b, 4}});
  std::vector<entry> all;
  waiting.drain(all);
  BOOST_TEST(rows_of(all) == (std::vector<std::uint64_t>{1, 3, 2, 4}));
  BOOST_TEST(waiting.empty());
  waiting.add(entry{a, 5});
  BOOST_TEST(waiting.distinct() == 1U);
}

BOOST_AUTO_TEST_CASE(whatever_comes_and_goes_each_row_comes_out_once_and_no_stretch_holds_repeats) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    std::mt19937_64 random{seed};
    rcs::pool waiting{true};
    std::map<number, std::deque<std::uint64_t>> model;
    std::size_t held = 0;
    std::uint64_t row = 0;
    std::uint64_t last = 0;
    bool right = true;
    for (int step = 0; step < 300; ++step) {
      if (random() % 2 == 0) {
        bool const in_order = random() % 2 == 0;
        for (std::uint64_t i = random() % 60; i > 0; --i) {
          last = in_order ? (last + 1) % 40 : random() % (1 + random() % 40);
          entry const e{test::nth(last), ++row};
          waiting.add(e);
          model[e.asked].push_back(e.row);
          ++held;
        }
      } else if (waiting.distinct() > 0) {
        std::vector<entry> taken;
        waiting.take(random() % (waiting.distinct() + 1), taken);
        std::set<number> distinct;
        for (entry const& e : taken) {
          right = right && distinct.insert(e.asked).second && model[e.asked].front() == e.row;
          model[e.asked].pop_front();
          if (model[e.asked].empty()) model.erase(e.asked);
        }
        held -= taken.size();
      }
      right = right && waiting.size() == held && waiting.distinct() == model.size();
    }
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(right);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_long_stream_needs_no_more_room_than_what_waits) {
  rcs::pool waiting{false};
  std::vector<entry> taken;
  std::uint64_t expected = 0;
  bool right = true;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    waiting.add(test::numbers(100, i * 100));
    if (waiting.size() < 3000) continue;
    taken.clear();
    waiting.take(500, taken);
    for (entry const& e : taken) right = right && e.row == ++expected;
  }
  BOOST_TEST(right);
  BOOST_TEST(waiting.size() == 200'000 - expected);
}

BOOST_AUTO_TEST_CASE(the_room_of_repeats_that_have_gone_serves_again) {
  rcs::pool waiting{true};
  std::vector<entry> taken;
  taken.reserve(8);
  auto const round = [&] {
    for (std::uint64_t row = 1; row <= 4; ++row) waiting.add(entry{test::nth(1), row});
    taken.clear();
    for (int i = 0; i < 4; ++i) waiting.take(1, taken);
  };
  round();
  std::size_t const before = test::allocations();
  for (int i = 0; i < 1000; ++i) round();
  BOOST_TEST(test::allocations() == before);
}

BOOST_AUTO_TEST_SUITE_END()

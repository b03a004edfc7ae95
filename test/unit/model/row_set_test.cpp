#include "rcs/row_set.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <random>
#include <set>

using rcs::row_range;
using rcs::row_set;

BOOST_AUTO_TEST_SUITE(row_set_test)

BOOST_AUTO_TEST_CASE(rows_in_order_leave_nothing_but_a_mark) {
  row_set rows;
  for (std::uint64_t i = 0; i < 1000; ++i) rows.add({i * 10 + 1, i * 10 + 10});
  BOOST_TEST(rows.low_water() == 10'000U);
  BOOST_TEST(rows.last() == 10'000U);
  BOOST_TEST(rows.beyond().empty());
}

BOOST_AUTO_TEST_CASE(a_gap_keeps_the_mark_back_until_it_is_filled) {
  row_set rows;
  rows.add({11, 20});
  rows.add({31, 40});
  BOOST_TEST(rows.low_water() == 0U);
  BOOST_TEST(rows.last() == 40U);
  rows.add({1, 10});
  BOOST_TEST(rows.low_water() == 20U);
  rows.add({21, 30});
  BOOST_TEST(rows.low_water() == 40U);
  BOOST_TEST(rows.beyond().empty());
}

BOOST_AUTO_TEST_CASE(an_empty_range_adds_nothing) {
  row_set rows;
  rows.add({1, 0});
  BOOST_TEST((rows == row_set{}));
  BOOST_TEST(!rows.contains(0));
}

BOOST_AUTO_TEST_CASE(whatever_is_added_in_whatever_order_it_is_the_same_set) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      std::mt19937 random{seed};
      row_set rows;
      std::set<std::uint64_t> model;
      for (int step = 0; step < 60; ++step) {
        std::uint64_t const first = 1 + random() % 120;
        std::uint64_t const last = first + random() % 6;
        rows.add({first, last});
        for (auto row = first; row <= last; ++row) model.insert(row);
      }
      std::uint64_t low_water = 0;
      while (model.contains(low_water + 1)) ++low_water;
      BOOST_TEST(rows.low_water() == low_water);
      BOOST_TEST(rows.last() == *model.rbegin());
      for (std::uint64_t row = 0; row < 130; ++row)
        BOOST_TEST(rows.contains(row) == model.contains(row), "row " << row);
      std::uint64_t end = low_water;
      for (auto const& [first, last] : rows.beyond()) {
        BOOST_TEST(first > end + 1);  // or it would touch the one before
        BOOST_TEST(last >= first);
        end = last;
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

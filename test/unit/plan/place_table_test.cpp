#include "plan/place_table.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <random>

#include "plan_support.hpp"
#include "support/count_allocations.hpp"

using rcs::number;
using rcs::place_table;
namespace test = rcs::test;

BOOST_AUTO_TEST_SUITE(table_of_places)

BOOST_AUTO_TEST_CASE(whatever_comes_and_goes_each_number_is_found_at_its_place_and_no_other) {
  constexpr std::uint64_t numbers = 3000;
  auto const seed = std::random_device{}();
  BOOST_TEST_CONTEXT("seed " << seed) {
    std::mt19937_64 random{seed};
    place_table places;
    std::map<number, std::uint32_t> wanted;
    std::map<std::uint32_t, number> standing;
    std::uint32_t fresh = 0xffff'f000;  // places wrap around
    bool right = true;
    for (int i = 0; i < 200'000; ++i) {
      auto const n = test::nth(random() % numbers);
      auto const known = wanted.find(n);
      auto const what = random() % 4;
      if (known == wanted.end() || what == 0) {
        auto const stands_at = [&](std::uint32_t place) { return standing.at(place) == n; };
        auto const place = places.find_or_add(n, fresh, stands_at);
        right = right && place == (known == wanted.end() ? fresh : known->second);
        if (known != wanted.end()) continue;
        wanted.emplace(n, fresh);
        standing.emplace(fresh++, n);
      } else if (what == 1) {
        places.move(n, known->second, fresh);
        standing.erase(known->second);
        standing.emplace(fresh, n);
        known->second = fresh++;
      } else {
        places.remove(n, known->second);
        standing.erase(known->second);
        wanted.erase(known);
      }
    }
    BOOST_TEST(right);
  }
}

BOOST_AUTO_TEST_CASE(numbers_that_come_and_go_for_ever_take_no_more_memory) {
  constexpr std::uint32_t most = 5000;
  place_table places;
  auto const nowhere = [](std::uint32_t) { return false; };
  std::size_t before = 0;
  for (std::uint32_t i = 0; i < 100 * most; ++i) {
    if (i == 2 * most) before = test::allocations();
    places.prefetch(test::nth(i));
    if (i >= most) places.remove(test::nth(i - most), i - most);
    BOOST_REQUIRE(places.find_or_add(test::nth(i), i, nowhere) == i);
  }
  BOOST_TEST(test::allocations() == before);
}

BOOST_AUTO_TEST_CASE(a_cleared_table_holds_nothing) {
  place_table places;
  auto const here = [](std::uint32_t) { return true; };
  BOOST_TEST(places.find_or_add(test::nth(1), 7, here) == 7U);
  BOOST_TEST(places.find_or_add(test::nth(1), 8, here) == 7U);
  places.clear();
  BOOST_TEST(places.find_or_add(test::nth(1), 9, here) == 9U);
}

BOOST_AUTO_TEST_SUITE_END()

#include "plan/place_table.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <deque>
#include <map>
#include <random>

#include "plan_support.hpp"
#include "support/count_allocations.hpp"

using rcs::number;
using rcs::place_table;
namespace test = rcs::test;

namespace {

/// A queue of numbers, and what the table has to know of it.
struct queue_of_numbers {
  std::deque<number> standing;
  std::map<number, std::uint32_t> wanted;
  place_table::range places{0xffff'f000, 0xffff'f000};  // they wrap around
  place_table table;

  /// Whether the table finds `n` where it stands, or lets it stand at the end.
  bool add(number n) {
    auto const stands_at = [&](std::uint32_t place) { return standing[place - places.front] == n; };
    auto const place = table.find_or_add(n, places, stands_at);
    auto const known = wanted.find(n);
    if (known != wanted.end()) return place == known->second;
    bool const right = place == places.end;
    stand_at_end(n);
    return right;
  }

  number take() {
    auto const n = standing.front();
    standing.pop_front();
    wanted.erase(n);
    ++places.front;
    return n;
  }

  void stand_at_end(number n) {
    standing.push_back(n);
    wanted[n] = places.end++;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(table_of_places)

BOOST_AUTO_TEST_CASE(whatever_comes_and_goes_each_number_is_found_at_its_place_and_no_other) {
  constexpr std::uint64_t numbers = 3000;
  auto const seed = std::random_device{}();
  BOOST_TEST_CONTEXT("seed " << seed) {
    std::mt19937_64 random{seed};
    queue_of_numbers queue;
    bool right = true;
    for (int phase = 0; phase < 40; ++phase) {
      auto const takes_of_100 = 20 + random() % 60;  // the queue grows in some phases and shrinks in others
      for (int i = 0; i < 5000; ++i) {
        if (queue.standing.empty() || random() % 100 >= takes_of_100) {
          right = queue.add(test::nth(random() % numbers)) && right;
          continue;
        }
        auto const taken = queue.take();
        if (random() % 4 != 0) continue;
        queue.table.add(taken, queue.places);  // another row of that number waits behind it
        queue.stand_at_end(taken);
      }
    }
    BOOST_TEST(right);
  }
}

BOOST_AUTO_TEST_CASE(numbers_that_come_and_go_for_ever_take_no_more_memory) {
  constexpr std::uint32_t most = 5000;
  place_table table;
  auto const nowhere = [](std::uint32_t) { return false; };
  std::size_t before = 0;
  bool right = true;
  place_table::range queue;
  for (std::uint32_t i = 0; i < 100 * most; ++i) {
    if (i == 10 * most) before = test::allocations();
    table.prefetch(test::nth(i));
    if (i >= most) ++queue.front;
    right = right && table.find_or_add(test::nth(i), queue, nowhere) == i;
    ++queue.end;
  }
  BOOST_TEST(right);
  BOOST_TEST(test::allocations() == before);
}

BOOST_AUTO_TEST_CASE(a_cleared_table_holds_nothing) {
  place_table table;
  auto const here = [](std::uint32_t) { return true; };
  BOOST_TEST(table.find_or_add(test::nth(1), {7, 7}, here) == 7U);
  BOOST_TEST(table.find_or_add(test::nth(1), {7, 8}, here) == 7U);
  table.clear();
  BOOST_TEST(table.find_or_add(test::nth(1), {7, 8}, here) == 8U);
}

BOOST_AUTO_TEST_SUITE_END()

#include "number/free_slots.hpp"

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <random>
#include <vector>

BOOST_AUTO_TEST_SUITE(free_slots_)

BOOST_AUTO_TEST_CASE(the_next_free_slot_is_taken_round_the_end) {
  for (std::uint32_t const seed : {1U, 2U}) {
    std::mt19937_64 random{seed};
    for (std::size_t count = 1; count < 300; ++count) {
      rcs::detail::free_slots free{count};
      for (int round = 0; round < 2; ++round) {
        std::vector<bool> taken(count);
        for (std::size_t i = 0; i < count; ++i) {
          std::size_t const from = random() % count;
          std::size_t expected = from;
          while (taken[expected]) expected = (expected + 1) % count;
          taken[expected] = true;
          BOOST_TEST_CONTEXT("seed " << seed << ", " << count << " slots") {
            BOOST_TEST_REQUIRE(free.take(from) == expected);
          }
        }
        free.clear();
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

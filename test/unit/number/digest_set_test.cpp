#include "number/digest_set.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <random>
#include <set>
#include <vector>

using rcs::digest_set;

BOOST_AUTO_TEST_SUITE(digest_set_test)

BOOST_AUTO_TEST_CASE(an_empty_set_holds_nothing) {
  digest_set set;
  BOOST_TEST(!set.contains(0));
  set.prefetch(~std::uint64_t{0});
  set.settle();
  BOOST_TEST(!set.contains(0));
  BOOST_TEST(set.size() == 0U);
}

BOOST_AUTO_TEST_CASE(it_holds_what_was_added_and_nothing_else_at_any_size) {
  for (std::size_t const count : {1U, 2U, 15U, 16U, 17U, 1000U, 70'000U}) {
    std::mt19937_64 random{count};
    std::set<std::uint64_t> expected;
    digest_set set;
    for (std::size_t i = 0; i < count; ++i) {
      auto const key = random();
      expected.insert(key);
      set.add(key);
      if (i % 3 == 0) set.add(key);
    }
    set.settle();
    BOOST_TEST(set.size() == expected.size());
    for (auto const key : expected) {
      BOOST_TEST_REQUIRE(set.contains(key));
      BOOST_TEST_REQUIRE(set.contains(key + 1) == expected.contains(key + 1));
    }
    for (int i = 0; i < 1000; ++i) {
      auto const key = random();
      BOOST_TEST_REQUIRE(set.contains(key) == expected.contains(key));
    }
  }
}

BOOST_AUTO_TEST_CASE(more_can_be_added_after_it_was_settled) {
  digest_set set;
  for (std::uint64_t round = 0; round < 5; ++round) {
    for (std::uint64_t i = 0; i < 100; ++i) set.add((i * 5 + round) << 55U);
    set.settle();
  }
  BOOST_TEST(set.size() == 500U);
  for (std::uint64_t i = 0; i < 512; ++i) BOOST_TEST(set.contains(i << 55U) == (i < 500));
}

BOOST_AUTO_TEST_CASE(keys_at_both_ends_and_keys_that_are_all_alike_are_found) {
  digest_set set;
  for (std::uint64_t i = 0; i < 1000; ++i) set.add(i);
  set.add(~std::uint64_t{0});
  set.settle();
  BOOST_TEST(set.contains(0));
  BOOST_TEST(set.contains(999));
  BOOST_TEST(!set.contains(1000));
  BOOST_TEST(set.contains(~std::uint64_t{0}));
  BOOST_TEST(!set.contains(~std::uint64_t{0} - 1));
}

BOOST_AUTO_TEST_CASE(a_key_takes_no_more_than_nine_bytes) {
  std::mt19937_64 random{1};
  digest_set set;
  for (std::size_t const count : {65'536U, 100'000U, 131'071U}) {
    while (set.size() < count) set.add(random());
    set.settle();
    BOOST_TEST(set.memory_bytes() < 9 * set.size());
  }
}

BOOST_AUTO_TEST_SUITE_END()

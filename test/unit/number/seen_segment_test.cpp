#include "number/seen_segment.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <random>
#include <unordered_set>

namespace rcs::detail {
namespace {

constexpr std::uint64_t max_key = (std::uint64_t{1} << seen_segment::key_bits) - 1;

}  // namespace

BOOST_AUTO_TEST_SUITE(seen_segment_)

BOOST_AUTO_TEST_CASE(an_empty_segment_takes_no_memory_and_holds_nothing) {
  seen_segment segment;
  BOOST_TEST(segment.memory_bytes() == 0U);
  BOOST_TEST(!segment.contains(0));
  segment.prefetch(0);
}

BOOST_AUTO_TEST_CASE(the_smallest_and_the_largest_key_are_keys_like_any_other) {
  seen_segment segment;
  for (std::uint64_t const key : {std::uint64_t{0}, std::uint64_t{1}, max_key - 1, max_key}) {
    BOOST_TEST(!segment.contains(key));
    BOOST_TEST(segment.insert(key));
    BOOST_TEST(segment.contains(key));
    BOOST_TEST(!segment.insert(key));
  }
}

BOOST_AUTO_TEST_CASE(keys_that_share_a_home_are_kept_apart_also_round_the_end) {
  seen_segment segment;
  for (std::uint64_t i = 0; i < 2'000; ++i) {
    BOOST_TEST_REQUIRE(segment.insert(i));
    BOOST_TEST_REQUIRE(segment.insert(max_key - i));
  }
  for (std::uint64_t i = 0; i < 2'000; ++i) {
    BOOST_TEST_REQUIRE(!segment.insert(i));
    BOOST_TEST_REQUIRE(!segment.insert(max_key - i));
  }
  BOOST_TEST(!segment.contains(2'000));
  BOOST_TEST(!segment.contains(max_key - 2'000));
}

BOOST_AUTO_TEST_CASE(growing_loses_nothing) {
  for (std::uint32_t const seed : {1U, 2U}) {
    std::mt19937_64 random{seed};
    seen_segment segment;
    std::unordered_set<std::uint64_t> model;
    std::size_t memory = 0;
    int grown = 0;
    for (int i = 0; i < 20'000; ++i) {
      auto const key = random() & max_key;
      BOOST_TEST_REQUIRE(segment.insert(key) == model.insert(key).second, "seed " << seed);
      if (segment.memory_bytes() == memory) continue;
      memory = segment.memory_bytes();
      ++grown;
      for (auto const each : model) BOOST_TEST_REQUIRE(segment.contains(each), "seed " << seed);
    }
    BOOST_TEST(grown > 15);
  }
}

BOOST_AUTO_TEST_CASE(a_repeat_never_makes_a_full_segment_grow) {
  seen_segment segment;
  std::uint64_t key = 0;
  segment.insert(key);
  auto const memory = segment.memory_bytes();
  while (segment.memory_bytes() == memory) segment.insert(++key);
  seen_segment full;
  for (std::uint64_t i = 0; i < key; ++i) full.insert(i);
  for (std::uint64_t i = 0; i < key; ++i) full.insert(i);
  BOOST_TEST(full.memory_bytes() == memory);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs::detail

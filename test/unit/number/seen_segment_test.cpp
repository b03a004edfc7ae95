#include "number/seen_segment.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdint>
#include <random>
#include <unordered_set>
#include <vector>

namespace rcs::detail {
namespace {

using insertion = seen_segment::insertion;

constexpr std::uint64_t max_key = (std::uint64_t{1} << seen_segment::key_bits) - 1;

/// A segment and its memory.
class owned_segment {
 public:
  explicit owned_segment(std::size_t capacity)
      : memory_(capacity * seen_segment::slot_bytes + seen_segment::bytes_behind), view{memory_.data(), capacity} {}

 private:
  std::vector<std::byte> memory_;

 public:
  seen_segment view;
};

std::vector<std::uint64_t> keys_of(seen_segment const& segment, std::size_t capacity) {
  std::vector<std::uint64_t> keys(capacity + 1);
  keys.resize(segment.list(keys));
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seen_segment_)

BOOST_AUTO_TEST_CASE(the_smallest_and_the_largest_key_are_keys_like_any_other) {
  owned_segment segment{10};
  for (std::uint64_t const key : {std::uint64_t{0}, std::uint64_t{1}, max_key - 1, max_key}) {
    BOOST_TEST(!segment.view.contains(key));
    BOOST_TEST((segment.view.insert(key) == insertion::added));
    BOOST_TEST(segment.view.contains(key));
    BOOST_TEST((segment.view.insert(key) == insertion::was_there));
  }
}

BOOST_AUTO_TEST_CASE(keys_that_share_a_home_are_kept_apart_also_round_the_end) {
  owned_segment segment{5'000};
  for (std::uint64_t i = 0; i < 2'000; ++i) {
    BOOST_TEST_REQUIRE((segment.view.insert(i) == insertion::added));
    BOOST_TEST_REQUIRE((segment.view.insert(max_key - i) == insertion::added));
  }
  for (std::uint64_t i = 0; i < 2'000; ++i) {
    BOOST_TEST_REQUIRE((segment.view.insert(i) == insertion::was_there));
    BOOST_TEST_REQUIRE((segment.view.insert(max_key - i) == insertion::was_there));
  }
  BOOST_TEST(!segment.view.contains(2'000));
  BOOST_TEST(!segment.view.contains(max_key - 2'000));
}

BOOST_AUTO_TEST_CASE(a_full_segment_knows_its_keys_and_takes_no_other) {
  for (std::size_t const capacity : {std::size_t{1}, std::size_t{15}, std::size_t{64}}) {
    owned_segment segment{capacity};
    for (std::uint64_t i = 0; i < capacity; ++i) BOOST_TEST((segment.view.insert(i << 30U) == insertion::added));
    for (std::uint64_t i = 0; i < capacity; ++i) {
      BOOST_TEST(segment.view.contains(i << 30U));
      BOOST_TEST((segment.view.insert(i << 30U) == insertion::was_there));
    }
    for (std::uint64_t const other : {std::uint64_t{1}, max_key / 2, max_key}) {
      BOOST_TEST(!segment.view.contains(other));
      BOOST_TEST((segment.view.insert(other) == insertion::no_room));
      BOOST_TEST(!segment.view.contains(other));
    }
  }
}

BOOST_AUTO_TEST_CASE(keys_come_out_as_they_went_in_and_fill_a_segment_of_any_size) {
  for (std::uint32_t const seed : {1U, 2U, 3U}) {
    std::mt19937_64 random{seed};
    BOOST_TEST_CONTEXT("seed " << seed) {
      for (int round = 0; round < 300; ++round) {
        std::size_t const capacity = 1 + random() % 400;
        owned_segment segment{capacity};
        std::unordered_set<std::uint64_t> model;
        bool const crowded = random() % 4 == 0;  // all at the end, and round it
        for (auto count = random() % (capacity + 1); model.size() < count;) {
          auto const key = crowded ? max_key - random() % 1'000 : random() & max_key;
          BOOST_TEST_REQUIRE((segment.view.insert(key) == insertion::added) == model.insert(key).second);
        }
        std::vector<std::uint64_t> expected{model.begin(), model.end()};
        std::sort(expected.begin(), expected.end());
        auto const keys = keys_of(segment.view, capacity);
        BOOST_TEST_REQUIRE(keys == expected, boost::test_tools::per_element());

        std::size_t const other_capacity = model.size() + 1 + random() % 300;
        owned_segment other{other_capacity};
        other.view.insert(17);
        other.view.clear();
        free_slots free{other_capacity};
        other.view.fill(keys, free);
        BOOST_TEST_REQUIRE(keys_of(other.view, other_capacity) == expected, boost::test_tools::per_element());
        for (auto const key : expected) BOOST_TEST_REQUIRE((other.view.insert(key) == insertion::was_there));
        BOOST_TEST(!other.view.contains(max_key - 1'000 - random() % 1'000));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_written_outside_of_the_slots) {
  constexpr std::size_t capacity = 7;
  constexpr std::size_t bytes = capacity * seen_segment::slot_bytes;
  constexpr std::byte mark{0xA5};
  std::vector<std::byte> memory(bytes + 16, mark);
  seen_segment segment{memory.data() + 8, capacity};
  segment.clear();
  for (std::uint64_t i = 0; i < 10; ++i) segment.insert(max_key - i);
  free_slots free{capacity};
  segment.clear();
  segment.fill(std::vector<std::uint64_t>{max_key, 0, max_key - 1}, free);
  for (std::size_t i = 0; i < 8; ++i) {
    BOOST_TEST((memory[i] == mark));
    BOOST_TEST((memory[8 + bytes + i] == mark));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs::detail

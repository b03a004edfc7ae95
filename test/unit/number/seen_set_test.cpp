#include "number/seen_set.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "support/peak_memory.hpp"
#include "support/sanitized.hpp"

namespace rcs {
namespace {

number numbered(std::uint64_t value) {
  return number::from_value(value).value();
}

/// A way to make the i-th number of a list.
struct sequence {
  std::string name;
  std::function<std::uint64_t(std::uint64_t)> value_of;
};

/// Lists as people have them, and lists that defeat a weak hash.
std::vector<sequence> const sequences{
    {"consecutive", [](std::uint64_t i) { return 12'125'550'000 + i; }},
    {"descending", [](std::uint64_t i) { return number::max_value - i; }},
    {"steps of a power of two", [](std::uint64_t i) { return number::min_value + (i << 28U); }},
    {"steps of a power of ten", [](std::uint64_t i) { return number::min_value + i * 1'000'000'000; }},
    {"low bits alike", [](std::uint64_t i) { return number::min_value + i * 2048 * 1024; }},
    {"two runs that meet", [](std::uint64_t i) { return 12'125'550'000 + (i % 2 == 0 ? i : 600'000 - i); }},
    {"few distinct", [](std::uint64_t i) { return number::min_value + i % 1000; }},
};

/// Different numbers that all belong to one of the set's 2,048 segments: its permutation of 50 bits, undone.
std::vector<number> numbers_in_one_segment(std::uint64_t segment, std::size_t count) {
  constexpr std::uint64_t mask = (std::uint64_t{1} << 50U) - 1;
  auto const inverse = [](std::uint64_t odd) {
    std::uint64_t x = odd;  // Newton: each step doubles the bits that are right
    for (int i = 0; i < 6; ++i) x *= 2 - odd * x;
    return x;
  };
  std::vector<number> made;
  for (std::uint64_t key = 0; made.size() < count; ++key) {
    std::uint64_t x = segment << 39U | key;
    x ^= x >> 25U;
    x = x * inverse(0xc4ceb9fe1a85ec53) & mask;
    x ^= x >> 25U;
    x = x * inverse(0xff51afd7ed558ccd) & mask;
    x ^= x >> 25U;
    if (auto const n = number::from_value(x)) made.push_back(*n);
  }
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seen_set_)

BOOST_AUTO_TEST_CASE(nothing_is_seen_before_it_is_inserted) {
  seen_set seen;
  BOOST_TEST(seen.size() == 0U);
  BOOST_TEST(!seen.contains(numbered(number::min_value)));
  BOOST_TEST(seen.insert(numbered(number::min_value)));
  BOOST_TEST(seen.contains(numbered(number::min_value)));
  BOOST_TEST(!seen.insert(numbered(number::min_value)));
  BOOST_TEST(!seen.contains(numbered(number::max_value)));
  BOOST_TEST(seen.insert(numbered(number::max_value)));
  BOOST_TEST(seen.size() == 2U);
}

BOOST_AUTO_TEST_CASE(regular_lists_are_told_apart_exactly) {
  constexpr std::uint64_t count = 300'000;
  for (auto const& [name, value_of] : sequences) {
    seen_set seen;
    std::unordered_set<std::uint64_t> model;
    std::size_t differences = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
      auto const value = value_of(i);
      if (seen.insert(numbered(value)) != model.insert(value).second) ++differences;
    }
    BOOST_TEST_CONTEXT(name) {
      BOOST_TEST(differences == 0U);
      BOOST_TEST(seen.size() == model.size());
    }
  }
}

BOOST_AUTO_TEST_CASE(random_lists_with_repeats_are_told_apart_exactly) {
  for (std::uint32_t const seed : {1U, 2U, 3U}) {
    std::mt19937_64 random{seed};
    std::uniform_int_distribution<std::uint64_t> any{number::min_value, number::max_value};
    std::vector<std::uint64_t> drawn;
    seen_set seen;
    std::unordered_set<std::uint64_t> model;
    std::size_t differences = 0;
    for (int i = 0; i < 200'000; ++i) {
      bool const repeat = !drawn.empty() && random() % 4 == 0;
      auto const value = repeat ? drawn[random() % drawn.size()] : any(random);
      drawn.push_back(value);
      seen.prefetch(numbered(value));
      if (seen.contains(numbered(value)) != model.contains(value)) ++differences;
      if (seen.insert(numbered(value)) != model.insert(value).second) ++differences;
      if (auto const other = any(random); seen.contains(numbered(other)) != model.contains(other)) ++differences;
    }
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(differences == 0U);
      BOOST_TEST(seen.size() == model.size());
    }
  }
}

BOOST_AUTO_TEST_CASE(memory_stays_small_at_every_size_whatever_the_list) {
  constexpr std::uint64_t count = 700'000;
  for (auto const& [name, value_of] : sequences) {
    seen_set seen;
    BOOST_TEST_CONTEXT(name) {
      for (std::uint64_t i = 0; i < count; ++i) {
        seen.insert(numbered(value_of(i)));
        if (i % 500 != 0) continue;
        if (seen.size() < 65'536) {
          BOOST_TEST_REQUIRE(seen.memory_bytes() < 700U << 10U);
        } else {
          BOOST_TEST_REQUIRE(seen.memory_bytes() <= seen.size() * 10);
          BOOST_TEST_REQUIRE(seen.memory_bytes() >= seen.size() * 6);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(regular_lists_spread_like_random_ones) {
  // What finds its segment full is kept apart and takes memory of its own, which tells whether all segments take part.
  std::mt19937_64 random{1};
  seen_set model;
  while (model.size() < 250'000) model.insert(numbered(number::min_value + random() % 900'000'000'000'000));
  for (auto const& [name, value_of] : sequences) {
    if (name == "few distinct") continue;
    seen_set seen;
    for (std::uint64_t i = 0; i < 250'000; ++i) seen.insert(numbered(value_of(i)));
    BOOST_TEST_CONTEXT(name) {
      BOOST_TEST(seen.memory_bytes() <= model.memory_bytes() + 1'000);
    }
  }
}

BOOST_AUTO_TEST_CASE(numbers_made_to_collide_are_told_apart_exactly_in_bounded_memory) {
  for (std::uint64_t const segment : {0U, 1'000U}) {
    auto const made = numbers_in_one_segment(segment, 20'000);
    seen_set seen;
    std::size_t wrong = 0;
    for (int round = 0; round < 2; ++round) {
      for (std::size_t i = 0; i < made.size(); ++i) {
        bool const there = round == 1;
        if (seen.contains(made[i]) != there || seen.insert(made[i]) == there) ++wrong;
        if (seen.insert(numbered(44'000'000'000 + i)) == there) ++wrong;  // so that segments grow, too
      }
    }
    BOOST_TEST_CONTEXT("segment " << segment) {
      BOOST_TEST(wrong == 0U);
      BOOST_TEST(seen.size() == 2 * made.size());
      BOOST_TEST(seen.memory_bytes() < (700U << 10U) + made.size() * 40);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_repeat_never_makes_a_set_grow) {
  seen_set seen;
  std::uint64_t count = 1;
  seen.insert(numbered(12'125'550'000));
  for (std::size_t before = seen.memory_bytes(); seen.memory_bytes() < before + before / 5;) {
    before = seen.memory_bytes();
    seen.insert(numbered(12'125'550'000 + count++));
  }
  seen_set full;
  for (int round = 0; round < 2; ++round) {
    for (std::uint64_t i = 0; i + 1 < count; ++i) full.insert(numbered(12'125'550'000 + i));
  }
  BOOST_TEST(full.memory_bytes() < seen.memory_bytes());
}

// What the kernel counts, and not what the set believes: no second copy, no holes between allocations, no large pages
// that are used in part.
BOOST_AUTO_TEST_CASE(memory_in_use_stays_under_ten_bytes_a_number_growth_included) {
  constexpr std::uint64_t first_look = 3'000'000;
  constexpr std::uint64_t last_look = 6'000'000;
  constexpr std::uint64_t most = test::sanitized ? 12 : 10;  // a sanitizer keeps an eighth more beside it
  if (!test::forget_peak_memory()) return;
  auto const before = test::peak_memory();
  seen_set seen;
  std::size_t grown = 0;
  std::size_t memory = 0;
  for (std::uint64_t i = 1; i <= last_look; ++i) {
    seen.insert(numbered(99'000'000'000 + i));
    if (i < first_look || i % 20'000 != 0) continue;
    BOOST_TEST_REQUIRE(test::peak_memory() - before <= i * most);
    if (std::exchange(memory, seen.memory_bytes()) != seen.memory_bytes()) ++grown;
  }
  BOOST_TEST(grown > 2U);
}

BOOST_AUTO_TEST_CASE(a_moved_set_keeps_its_numbers) {
  seen_set seen;
  seen.insert(numbered(12'125'550'100));
  seen_set const moved = std::move(seen);
  BOOST_TEST(moved.contains(numbered(12'125'550'100)));
  BOOST_TEST(moved.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs

#include "number/seen_set.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

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
          BOOST_TEST_REQUIRE(seen.memory_bytes() < 1U << 20U);
        } else {
          BOOST_TEST_REQUIRE(seen.memory_bytes() <= seen.size() * 11);
          BOOST_TEST_REQUIRE(seen.memory_bytes() >= seen.size() * 6);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(regular_lists_spread_like_random_ones) {
  // Segments grow with what they hold: memory per number tells whether all of them take part.
  for (auto const& [name, value_of] : sequences) {
    if (name == "few distinct") continue;
    seen_set seen;
    for (std::uint64_t i = 0; i < 250'000; ++i) seen.insert(numbered(value_of(i)));
    BOOST_TEST_CONTEXT(name) {
      BOOST_TEST(seen.memory_bytes() <= seen.size() * 10);
    }
  }
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

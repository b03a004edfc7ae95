#include "number/page_memory.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>

using rcs::detail::page_memory;

BOOST_AUTO_TEST_SUITE(page_memory_)

BOOST_AUTO_TEST_CASE(what_is_added_is_zero_and_what_was_there_stays) {
  page_memory memory;
  BOOST_TEST(memory.size() == 0U);
  std::size_t before = 0;
  for (std::size_t const size : {1U, 4'096U, 4'097U, 100'000U, 10'000'000U}) {
    memory.grow(size);
    BOOST_TEST(memory.size() == size);
    auto const end = memory.data() + size;
    BOOST_TEST(std::all_of(memory.data(), memory.data() + before, [](std::byte b) { return b == std::byte{7}; }));
    BOOST_TEST(std::all_of(memory.data() + before, end, [](std::byte b) { return b == std::byte{}; }));
    std::fill(memory.data(), end, std::byte{7});
    before = size;
  }
}

BOOST_AUTO_TEST_CASE(what_there_is_no_memory_for_changes_nothing) {
  page_memory memory;
  BOOST_CHECK_THROW(memory.grow(SIZE_MAX / 2), std::bad_alloc);
  BOOST_TEST(memory.size() == 0U);
  memory.grow(100);
  memory.data()[99] = std::byte{7};
  BOOST_CHECK_THROW(memory.grow(SIZE_MAX / 2), std::bad_alloc);
  BOOST_TEST(memory.size() == 100U);
  BOOST_TEST((memory.data()[99] == std::byte{7}));
}

BOOST_AUTO_TEST_CASE(memory_can_be_moved) {
  page_memory memory;
  memory.grow(10);
  memory.data()[5] = std::byte{7};
  page_memory moved = std::move(memory);
  BOOST_TEST((moved.data()[5] == std::byte{7}));
  page_memory other;
  other.grow(20);
  other = std::move(moved);
  BOOST_TEST(other.size() == 10U);
  BOOST_TEST((other.data()[5] == std::byte{7}));
}

BOOST_AUTO_TEST_SUITE_END()

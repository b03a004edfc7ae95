#include "wire/strict_stretch.hpp"

#include <algorithm>

#include <boost/test/unit_test.hpp>
#include <cstddef>

BOOST_AUTO_TEST_SUITE(strict_stretch)

BOOST_AUTO_TEST_CASE(one_looks_at_every_device_while_shapes_are_found) {
  rcs::strict_stretch stretch;
  for (int i = 0; i < 1000; ++i) {
    BOOST_TEST(stretch.next() == 0U);
    stretch.add(4);
  }
}

BOOST_AUTO_TEST_CASE(without_shapes_looks_become_rare) {
  rcs::strict_stretch stretch;
  std::size_t looks = 0;
  for (std::size_t parsed = 0; parsed < 100'000; parsed += stretch.next() + 100) ++looks;
  BOOST_TEST(looks < 20U);
}

BOOST_AUTO_TEST_CASE(where_looks_find_too_little_they_become_rare_too) {
  rcs::strict_stretch stretch;
  std::size_t longest = 0;
  for (int i = 0; i < 100; ++i) {
    longest = std::max(longest, stretch.next());
    stretch.add(3);
  }
  BOOST_TEST(longest > 10'000U);
}

BOOST_AUTO_TEST_CASE(looks_are_taken_up_again_once_shapes_are_found) {
  rcs::strict_stretch stretch;
  for (int i = 0; i < 20; ++i) static_cast<void>(stretch.next());
  BOOST_TEST(stretch.next() > 0U);
  stretch.add(10);
  BOOST_TEST(stretch.next() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

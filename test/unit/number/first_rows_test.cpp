#include "number/first_rows.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(first_rows)

BOOST_AUTO_TEST_CASE(a_number_keeps_the_row_it_came_in_first) {
  rcs::first_rows rows;
  auto const number = *rcs::number::from_value(12015550100);
  BOOST_TEST(rows.row_of(number, 3) == 3U);
  BOOST_TEST(rows.row_of(*rcs::number::from_value(12015550101), 4) == 4U);
  BOOST_TEST(rows.row_of(number, 5) == 3U);
  BOOST_TEST(rows.row_of(number, 9) == 3U);
}

BOOST_AUTO_TEST_SUITE_END()

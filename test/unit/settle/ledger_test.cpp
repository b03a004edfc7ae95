#include "settle/ledger.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(ledger_of_a_run)

BOOST_AUTO_TEST_CASE(the_books_balance_when_every_row_is_accounted_for) {
  rcs::ledger books;
  BOOST_TEST(books.balanced());
  books.rows_read = 6;
  BOOST_TEST(!books.balanced());
  books.written.add(rcs::result{});
  books.written.add(rcs::result{});
  books.duplicates = 3;
  BOOST_TEST(!books.balanced());
  BOOST_TEST(books.describe() == "6 rows read, 5 accounted for (2 written, 3 repeats, 0 unsettled)");
  books.unsettled = 1;
  BOOST_TEST(books.balanced());
  books.written.add(rcs::result{});
  BOOST_TEST(!books.balanced());
}

BOOST_AUTO_TEST_SUITE_END()

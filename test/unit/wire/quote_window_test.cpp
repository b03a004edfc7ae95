#include "wire/quote_window.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <random>
#include <string>

#include "bytes/paired_bytes.hpp"

BOOST_AUTO_TEST_SUITE(quote_window)

using window_of_pairs = rcs::quote_window<rcs::paired_bytes>;

BOOST_AUTO_TEST_CASE(the_next_quote_is_found_from_anywhere) {
  std::mt19937_64 random{1};
  for (int round = 0; round < 2000; ++round) {
    std::string text(300, 'x');
    for (std::size_t quotes = random() % 12; quotes != 0; --quotes) text[random() % text.size()] = '"';
    window_of_pairs window;
    std::size_t at = 0;
    while (at + window_of_pairs::size <= text.size()) {
      char const* const begin = text.data() + at;
      char const* const end = begin + window_of_pairs::size;
      char const* const wanted = std::find(begin, end, '"');
      char const* const found = window.next(begin);
      BOOST_TEST_CONTEXT(text << " from " << at) BOOST_TEST((found == (wanted == end ? nullptr : wanted)));
      at += random() % 40;
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

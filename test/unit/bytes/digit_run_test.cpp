#include "bytes/digit_run.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <random>
#include <string>

BOOST_AUTO_TEST_SUITE(digit_run)

BOOST_AUTO_TEST_CASE(digits_of_every_length_are_added_up_and_what_follows_is_not) {
  std::mt19937_64 random{1};
  for (std::size_t count = 1; count <= rcs::digit_run::max_digits; ++count) {
    for (int round = 0; round < 1000; ++round) {
      std::string text;
      std::uint64_t wanted = 0;
      while (text.size() < count) {
        auto const digit = round == 0 ? 9 : random() % 10;
        text += static_cast<char>('0' + digit);
        wanted = wanted * 10 + digit;
      }
      while (text.size() < rcs::digit_run::max_digits) text += static_cast<char>(random());
      BOOST_TEST_CONTEXT(text) BOOST_TEST(rcs::digit_run::value(text.data(), count) == wanted);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

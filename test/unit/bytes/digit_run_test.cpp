#include "bytes/digit_run.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

using rcs::digit_run;

BOOST_AUTO_TEST_SUITE(digit_run_)

BOOST_AUTO_TEST_CASE(digits_of_every_length_are_added_up_and_what_follows_is_not) {
  std::mt19937_64 random{1};
  for (std::size_t count = 1; count <= digit_run::max_digits; ++count) {
    for (int round = 0; round < 1000; ++round) {
      std::string text;
      std::uint64_t wanted = 0;
      while (text.size() < count) {
        auto const digit = round == 0 ? 9 : random() % 10;
        text += static_cast<char>('0' + digit);
        wanted = wanted * 10 + digit;
      }
      while (text.size() < digit_run::max_digits) text += static_cast<char>(random());
      BOOST_TEST_CONTEXT(text) BOOST_TEST(digit_run::value(text.data(), count) == wanted);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_text_of_digits_is_added_up_without_a_look_around_it) {
  std::mt19937_64 random{2};
  for (std::size_t size = digit_run::min_whole; size <= digit_run::max_digits; ++size) {
    for (int round = 0; round < 1000; ++round) {
      std::string text;
      while (text.size() < size) text += static_cast<char>('0' + (round == 0 ? 9 : random() % 10));
      std::vector<char> const alone{text.begin(), text.end()};  // AddressSanitizer sees every byte beyond it
      BOOST_TEST_CONTEXT(text) {
        BOOST_TEST(digit_run::is_whole({alone.data(), size}));
        BOOST_TEST(digit_run::whole({alone.data(), size}) == std::stoull(text));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(one_byte_that_is_no_digit_is_seen_at_every_place) {
  for (std::size_t size = digit_run::min_whole; size <= digit_run::max_digits; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(size, '9');
        text[at] = static_cast<char>(byte);
        BOOST_TEST_CONTEXT(byte << " at " << at << " of " << size) {
          BOOST_TEST(digit_run::is_whole(text) == (byte >= '0' && byte <= '9'));
        }
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

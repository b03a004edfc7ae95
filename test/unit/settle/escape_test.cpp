#include "settle/escape.hpp"

#include <boost/test/unit_test.hpp>

using rcs::escaped;

BOOST_AUTO_TEST_SUITE(escape)

BOOST_AUTO_TEST_CASE(printable_text_stays_as_it_is) {
  BOOST_TEST(escaped("Forbidden: \"key\" (403), see /docs?x=1") == "Forbidden: \"key\" (403), see /docs?x=1");
  BOOST_TEST(escaped("").empty());
}

BOOST_AUTO_TEST_CASE(nothing_in_it_can_steer_a_terminal) {
  BOOST_TEST(escaped("a\x1b[2Jb\x07\x7f") == "a\\x1b[2Jb\\x07\\x7f");
  BOOST_TEST(escaped("caf\xC3\xA9 \xE2\x80\xAE") == "caf\\xc3\\xa9 \\xe2\\x80\\xae");
  BOOST_TEST(escaped(std::string_view{"a\0b", 3}) == "a\\x00b");
  BOOST_TEST(escaped("back\\slash") == "back\\\\slash");
}

BOOST_AUTO_TEST_CASE(every_byte_gives_one_line_of_printable_ascii) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  for (char const c : escaped(all, 10'000)) BOOST_TEST((c >= 0x20 && c < 0x7f));
}

BOOST_AUTO_TEST_CASE(white_space_shrinks_to_one_blank_and_none_at_the_ends) {
  BOOST_TEST(escaped("\r\n  <html>\n\t<body>  \n") == "<html> <body>");
  BOOST_TEST(escaped(" \n\t ").empty());
}

BOOST_AUTO_TEST_CASE(seven_digits_in_a_row_are_masked_but_for_the_last_two) {
  BOOST_TEST(escaped("number +12125550123 is bad") == "number +*********23 is bad");
  BOOST_TEST(escaped("1234567") == "*****67");
  BOOST_TEST(escaped("123456 at 10.0.0.1:8443") == "123456 at 10.0.0.1:8443");
}

BOOST_AUTO_TEST_CASE(a_number_in_groups_is_masked_too) {
  BOOST_TEST(escaped("+1 (212) 555-0123 is bad") == "+* (***) ***-**23 is bad");
  BOOST_TEST(escaped("no RCS: +44 20 7946 0958.") == "no RCS: +** ** **** **58.");
  BOOST_TEST(escaped("+1-212-555-0123,+1.212.555.0123") == "+*-***-***-**23,+*.***.***.**23");
  BOOST_TEST(escaped("(212) 555-0123 (212)555-0123") == "(***) ***-**23 (***)***-**23");
  BOOST_TEST(escaped("1-212-555-0123 or 212.555.0123") == "1-***-***-**23 or ***.***.**23");
  BOOST_TEST(escaped("555-0123") == "555-0123");
}

BOOST_AUTO_TEST_CASE(dates_addresses_and_codes_are_no_numbers) {
  for (auto const* const words : {"2024-05-06 12:34:56", "at 192.168.100.200:8443", "v1.2.3+45", "+100 ms (of 2000)",
                                  "code 1400-22", "(404) not found", "+", "(", "123-456", "123-456-78901"}) {
    BOOST_TEST(escaped(words) == words);
  }
}

BOOST_AUTO_TEST_CASE(the_length_is_bounded_and_a_cut_shows) {
  std::string const text(1000, 'a');
  BOOST_TEST(escaped(text, 10) == "aaaaaaa...");
  BOOST_TEST(escaped(text, 2) == "..");
  BOOST_TEST(escaped(text, 0).empty());
  BOOST_TEST(escaped("aaaaaaaaaa", 10) == "aaaaaaaaaa");
  BOOST_TEST(escaped(std::string(1000, '\x01'), 10).size() == 10U);
}

BOOST_AUTO_TEST_CASE(a_cut_never_shows_digits_that_the_whole_text_would_mask) {
  std::string const text = "n 12125550123";
  for (std::size_t bound = 0; bound < text.size(); ++bound) {
    auto const shown = escaped(text, bound);
    BOOST_TEST(shown.find('1') == std::string::npos, "bound " << bound << ": " << shown);
  }
}

BOOST_AUTO_TEST_CASE(numbers_are_shown_whole_where_that_is_asked_for) {
  BOOST_TEST(rcs::escaped("no +12125550123\x01", 240, rcs::numbers_shown::whole) == "no +12125550123\\x01");
}

BOOST_AUTO_TEST_SUITE_END()

#include "file/text_encoding.hpp"

#include <boost/test/unit_test.hpp>
#include <string_view>

using rcs::recognise_encoding;
using rcs::text_encoding;
using std::string_view_literals::operator""sv;

BOOST_AUTO_TEST_SUITE(text_encoding_)

BOOST_AUTO_TEST_CASE(utf16_is_known_by_its_mark_or_its_first_characters) {
  for (auto const head : {"\xFF\xFE"sv, "\xFF\xFE\x35"sv, "+\0001\0"sv, "5\0\n\0rest"sv, "T\0\xE9\0"sv}) {
    BOOST_TEST((recognise_encoding(head) == text_encoding::utf16_le), head);
  }
  for (auto const head : {"\xFE\xFF"sv, "\xFE\xFF\0"sv, "\0+\0001"sv, "\0005\0\nrest"sv}) {
    BOOST_TEST((recognise_encoding(head) == text_encoding::utf16_be), head);
  }
}

BOOST_AUTO_TEST_CASE(more_is_asked_for_only_as_long_as_it_can_tell) {
  for (auto const head : {""sv, "\xFF"sv, "\xFE"sv, "\0"sv, "+"sv, "+\0"sv, "+\0+"sv, "\0+"sv, "\0+\0"sv}) {
    BOOST_TEST(!recognise_encoding(head), head);
  }
}

BOOST_AUTO_TEST_CASE(anything_else_is_left_as_it_is) {
  for (auto const head : {"+1"sv, "\xEF\xBB\xBF+"sv, "\xFF\xFF"sv, "\0\0"sv, "+\0\0"sv, "+\0+1"sv, "\0+1"sv}) {
    BOOST_TEST((recognise_encoding(head) == text_encoding::utf8), head);
  }
}

BOOST_AUTO_TEST_SUITE_END()

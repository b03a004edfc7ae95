#include "file/utf16_encoder.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

namespace rcs {
namespace {

using std::string_literals::operator""s;

std::u16string encoded(std::string_view text) {
  std::string bytes;
  utf16_encoder encoder{text_encoding::utf16_be};
  encoder.encode(text, bytes);
  encoder.end_member(bytes);
  std::u16string units;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    units +=
        static_cast<char16_t>(static_cast<unsigned char>(bytes[i]) << 8 | static_cast<unsigned char>(bytes[i + 1]));
  }
  return units;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(utf16_encoder_)

BOOST_AUTO_TEST_CASE(characters_of_every_length_are_encoded_in_either_order) {
  BOOST_TEST((encoded("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x93\x9E") == u"a\u00E9\u20AC\U0001F4DE"));
  BOOST_TEST((encoded("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF") ==
              u"\x7F\x80\u07FF\u0800\uFFFF\U00010000\U0010FFFF"));
  std::string little;
  utf16_encoder{text_encoding::utf16_le}.encode("a\xE2\x82\xAC", little);
  BOOST_TEST(little == "a\0\xAC\x20"s);
}

BOOST_AUTO_TEST_CASE(no_mark_is_added_and_one_that_is_there_is_kept) {
  BOOST_TEST((encoded("") == u""));
  BOOST_TEST((encoded("\xEF\xBB\xBF+1") == u"\uFEFF+1"));
}

BOOST_AUTO_TEST_CASE(what_is_no_utf8_is_replaced_and_hides_nothing_behind_it) {
  BOOST_TEST((encoded("\x80|\xC1\xBF|\xFF|") == u"\uFFFD|\uFFFD\uFFFD|\uFFFD|"));
  BOOST_TEST((encoded("\xC3|\xE2\x82|\xF0\x9F\x93|") == u"\uFFFD|\uFFFD|\uFFFD|"));
  // Longer than need be, and beyond the last character.
  BOOST_TEST((encoded("\xE0\x9F\xBF|\xF0\x8F\xBF\xBF|") == u"\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD\uFFFD|"));
  BOOST_TEST((encoded("\xF4\x90\x80\x80|") == u"\uFFFD\uFFFD\uFFFD\uFFFD|"));
}

BOOST_AUTO_TEST_CASE(a_character_may_come_in_pieces_and_is_replaced_if_it_does_not_go_on) {
  std::string bytes;
  utf16_encoder encoder{text_encoding::utf16_be};
  for (auto const* piece : {"\xF0", "\x9F\x93", "\x9E", "\xE2\x82"}) encoder.encode(piece, bytes);
  BOOST_TEST(bytes == "\xD8\x3D\xDC\xDE");
  encoder.end_member(bytes);
  BOOST_TEST(bytes == "\xD8\x3D\xDC\xDE\xFF\xFD");
  encoder.encode("a", bytes);
  BOOST_TEST(bytes == "\xD8\x3D\xDC\xDE\xFF\xFD\0a"s);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs

#include "sink/json_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>

namespace {

std::string written(std::string_view text) {
  std::string out;
  rcs::append_json_string(out, text);
  return out;
}

/// What a JSON parser, which refuses anything but UTF-8, makes of it.
std::string read_back(std::string_view text) {
  return std::string(boost::json::parse(written(text)).as_string());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_text)

BOOST_AUTO_TEST_CASE(valid_text_is_read_back_as_it_was) {
  std::string ascii;
  for (int i = 0; i < 128; ++i) ascii += static_cast<char>(i);
  for (std::string const& text :
       {std::string{}, ascii, std::string{"Telef\xC3\xB3nica \xE2\x82\xAC \xF0\x9F\x93\xB1"},
        std::string{"\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF"}}) {
    BOOST_TEST(read_back(text) == text);
  }
}

BOOST_AUTO_TEST_CASE(control_characters_are_escaped) {
  BOOST_TEST(written("a\"\\\n\r\t\x01\x1f/") == R"("a\"\\\n\r\t\u0001\u001f/")");
}

BOOST_AUTO_TEST_CASE(what_is_no_utf8_is_replaced_part_by_part) {
  std::string const r = "\xEF\xBF\xBD";
  BOOST_TEST(read_back("a\xff\xfe z") == "a" + r + r + " z");
  BOOST_TEST(read_back("\xC3") == r);
  BOOST_TEST(read_back("\xC3(") == r + "(");
  BOOST_TEST(read_back("\xE2\x82") == r);
  BOOST_TEST(read_back("\xE2\x82x") == r + "x");
  BOOST_TEST(read_back("\xF0\x9F\x93\xC3\xB3") == r + "\xC3\xB3");
  BOOST_TEST(read_back("\xC0\xAF") == r + r);
  BOOST_TEST(read_back("\xED\xA0\x80") == r + r + r);
  BOOST_TEST(read_back("\xF4\x90\x80\x80") == r + r + r + r);
  BOOST_TEST(read_back("\x80\xBF") == r + r);
}

BOOST_AUTO_TEST_CASE(any_bytes_give_valid_json) {
  for (unsigned const seed : {1U, 2U, 3U}) {
    std::mt19937 random{seed};
    for (int round = 0; round < 2000; ++round) {
      std::string text;
      for (auto length = random() % 12; length != 0; --length) {
        text += static_cast<char>(random() % 4 == 0 ? random() % 256 : 0x80 + random() % 128);
      }
      boost::json::error_code ec;
      static_cast<void>(boost::json::parse(written(text), ec));
      BOOST_TEST(!ec, "seed " << seed << ", round " << round);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

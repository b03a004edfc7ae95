#include "source/fields.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

namespace rcs {
namespace {

std::string second_of(std::string_view record) {
  std::string room;
  return std::string{plain_text(field_of(record, ',', 1).text, room)};
}

std::string plain(std::string_view text) {
  std::string room;
  return std::string{plain_text(text, room)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fields_)

BOOST_AUTO_TEST_CASE(a_field_is_found_by_its_place) {
  BOOST_TEST(second_of("7,+12125550100,failed,,,,timeout,6") == "+12125550100");
  BOOST_TEST(second_of("7,\"+12125550100\",failed") == "+12125550100");
  BOOST_TEST(second_of("\"7,8\",+12125550100,failed") == "+12125550100");
  BOOST_TEST(second_of("\"7\"\",8\",+12125550100") == "+12125550100");
  BOOST_TEST(second_of("6\" pipe,+12125550100") == "+12125550100");
  BOOST_TEST(second_of("7,\"a,\"\"b\"\"\",failed") == "a,\"b\"");
  BOOST_TEST(second_of("7,+12125550100") == "+12125550100");
  BOOST_TEST(field_of("a;b", ';', 1).text == "b");
  BOOST_TEST(field_of("a,b", '\n', 0).text == "a,b");
}

BOOST_AUTO_TEST_CASE(a_field_that_is_not_there_is_empty) {
  for (std::string const record : {"7,,failed", "7,\"\",failed", "7", "", "7,", "\"7,8"}) {
    BOOST_TEST(second_of(record).empty(), record);
  }
}

BOOST_AUTO_TEST_CASE(only_fields_with_quotes_need_a_second_look) {
  BOOST_TEST(!field_of("a,b,\"c\"", ',', 1).has_quotes);
  BOOST_TEST(field_of("a,b,\"c\"", ',', 2).has_quotes);
}

BOOST_AUTO_TEST_CASE(quotes_are_taken_off) {
  BOOST_TEST(plain("\"a\"") == "a");
  BOOST_TEST(plain(" \"a\" ") == "a");
  BOOST_TEST(plain("\"\"") == "");
  BOOST_TEST(plain("\"a \"\"b\"\"\"") == "a \"b\"");
  BOOST_TEST(plain("\"\"\"\"") == "\"");
}

BOOST_AUTO_TEST_CASE(wrong_quotes_stay) {
  for (std::string const text :
       {"\"", "\"a", "a\"", "\"a\"b", "\"a\"b\"", "\"\"\"", "6\" pipe", "=\"a\"b\"", "=\"", "=a"}) {
    BOOST_TEST(plain(text) == text);
  }
}

BOOST_AUTO_TEST_CASE(a_formula_that_is_a_text_is_that_text) {
  BOOST_TEST(plain("=\"+12125550100\"") == "+12125550100");
  BOOST_TEST(plain("\"=\"\"+12125550100\"\"\"") == "+12125550100");
  BOOST_TEST(plain("=\"\"") == "");
}

BOOST_AUTO_TEST_CASE(all_fields_of_a_record) {
  BOOST_TEST((plain_fields("a,\"b,\"\"\",", ',') == std::vector<std::string>{"a", "b,\"", ""}));
  BOOST_TEST((plain_fields("", ',') == std::vector<std::string>{""}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs

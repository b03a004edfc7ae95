#include "source/json_line.hpp"

#include <boost/test/unit_test.hpp>

namespace rcs {
namespace {

std::string cell(std::string_view line, std::string const& pointer = "/number") {
  std::string room;
  json_line of{pointer};
  return std::string{of.cell(line, room)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_line_)

BOOST_AUTO_TEST_CASE(strings_and_integers_are_cells) {
  BOOST_TEST(cell(R"({"row":7,"number":"+12125550100","outcome":"failed"})") == "+12125550100");
  BOOST_TEST(cell(R"({"row":7,"detail":"\"number\":\"+1\"","number" : "+12125550100"})") == "+12125550100");
  BOOST_TEST(cell(R"({"number":"\u002b1\/2"})") == "+1/2");
  BOOST_TEST(cell(R"({"number":12125550100})") == "12125550100");
  BOOST_TEST(cell(R"({"number":18446744073709551615})") == "18446744073709551615");
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_empty) {
  for (std::string const line : {R"({"row":7})", R"({"number":null})", R"({"number":""})", "[]", "7", ""}) {
    BOOST_TEST(cell(line).empty(), line);
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_cell_is_the_line) {
  for (std::string const line :
       {"nonsense", R"({"number":5.5})", R"({"number":1e3})", R"({"number":-7})", R"({"number":{"a":"1"}})",
        R"({"number":true})", R"({"number":"+1212)", R"({"number":)", R"({"number":"1"} x)", R"({"number":"1"}{})",
        R"({"number":184467440737095516150})"}) {
    BOOST_TEST(cell(line) == line);
  }
}

BOOST_AUTO_TEST_CASE(a_pointer_goes_into_objects_and_arrays) {
  BOOST_TEST(cell(R"({"a":[{"b/c":"1"},{"b/c":"2"}]})", "/a/1/b~1c") == "2");
  BOOST_TEST(cell(R"({"a":[]})", "/a/0").empty());
  BOOST_TEST(cell(R"({"a":[1]})", "/a/x").empty());
  BOOST_TEST(cell(R"({"":"1"})", "/") == "1");
}

BOOST_AUTO_TEST_CASE(one_line_leaves_nothing_for_the_next) {
  json_line of{"/a"};
  std::string room;
  std::string const long_text(10'000, 'x');
  for (int i = 0; i < 3; ++i) {
    room.clear();
    BOOST_TEST(of.cell("{\"b\":[1,[\"" + long_text, room).starts_with("{"));
    BOOST_TEST(of.cell(R"({"a":"1"})", room) == "1");
    BOOST_TEST(of.cell("{\"a\":\"" + long_text + "\"}", room) == long_text);
  }
}

BOOST_AUTO_TEST_CASE(keys_are_those_of_the_outermost_object) {
  BOOST_TEST((keys_of(R"({"b":{"c":1},"a":2})") == std::vector<std::string>{"b", "a"}));
  BOOST_TEST(!keys_of("[1]"));
  BOOST_TEST(!keys_of("{"));
  BOOST_TEST(!keys_of(""));
}

BOOST_AUTO_TEST_CASE(pointers_are_written_and_checked) {
  BOOST_TEST(pointer_to("a/b~c") == "/a~1b~0c");
  BOOST_TEST(is_json_pointer(""));
  BOOST_TEST(is_json_pointer("/a~1b~0c/0"));
  BOOST_TEST(!is_json_pointer("a"));
  BOOST_TEST(!is_json_pointer("/a~"));
  BOOST_TEST(!is_json_pointer("/a~2"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs

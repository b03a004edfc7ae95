#include "settle/error_body.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using rcs::has_word;
using rcs::names_number;
using rcs::number;
using rcs::read_error_body;

namespace {

number const asked = *number::from_digits("12125550123");

}  // namespace

BOOST_AUTO_TEST_SUITE(error_body)

BOOST_AUTO_TEST_CASE(reads_the_family_with_a_nested_error) {
  auto const body = read_error_body(
      R"({"code": 1400, "message": "Bad Request", "data": {"error": {"error_code": "INVALID_REQUEST",
          "error_message": "Malformed body"}}})");
  BOOST_TEST(body.codes == (std::vector<std::string>{"1400", "INVALID_REQUEST"}), boost::test_tools::per_element());
  BOOST_TEST(body.message == "Bad Request; Malformed body");
}

BOOST_AUTO_TEST_CASE(reads_the_family_of_rcs_codes) {
  auto const body = read_error_body(R"({"code":"RCS601","message":"RCS channel not enabled"})");
  BOOST_TEST(body.has_code("RCS601"));
  BOOST_TEST(body.has_code("rcs601"));
  BOOST_TEST(!body.has_code("RCS60"));
  BOOST_TEST(body.message == "RCS channel not enabled");
}

BOOST_AUTO_TEST_CASE(reads_the_older_envelope) {
  auto const body = read_error_body(R"({"data":{"code":"LKP201","description":"No credit"}})");
  BOOST_TEST(body.has_code("LKP201"));
  BOOST_TEST(body.message == "No credit");
}

BOOST_AUTO_TEST_CASE(a_code_is_the_same_as_string_and_as_number) {
  BOOST_TEST(read_error_body(R"({"code":1423})").has_code("1423"));
  BOOST_TEST(read_error_body(R"({"code":"1423"})").has_code("1423"));
  BOOST_TEST(read_error_body(R"([{"errors":[{"error_code":1423}]}])").has_code("1423"));
  BOOST_TEST(!read_error_body(R"({"id":1423,"message":"1423"})").has_code("1423"));
}

BOOST_AUTO_TEST_CASE(a_message_told_twice_is_kept_once) {
  BOOST_TEST(read_error_body(R"({"message":"No","error":{"message":"No"},"errors":{"detail":["a","b"]}})").message ==
             "No; a; b");
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_the_message_itself) {
  for (std::string const text :
       {"<html>502</html>", R"({"code":1423,"message":"cut he)", R"({"code":1} trailing)", ""}) {
    auto const body = read_error_body(text);
    BOOST_TEST(body.codes.empty());
    BOOST_TEST(body.message == text);
  }
}

BOOST_AUTO_TEST_CASE(json_without_a_message_shows_whole) {
  BOOST_TEST(read_error_body(R"({"status":"nope"})").message == R"({"status":"nope"})");
  BOOST_TEST(read_error_body("\"text\"").message == "text");
  BOOST_TEST(read_error_body("null").message == "null");
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_before_it_is_skipped) {
  BOOST_TEST(read_error_body("\xEF\xBB\xBF{\"code\":1423}").has_code("1423"));
}

BOOST_AUTO_TEST_CASE(hostile_bodies_do_no_harm) {
  BOOST_TEST(read_error_body(std::string(4096, '[')).codes.empty());
  std::string deep;
  for (int i = 0; i < 500; ++i) deep += R"({"error":)";
  BOOST_TEST(read_error_body(deep + R"({"code":1})" + std::string(500, '}')).codes.empty());
  BOOST_TEST(read_error_body("{\"message\":\"\xff\xfe\"}").codes.empty());
  std::string many = "[";
  for (int i = 0; i < 400; ++i) many += R"({"code":1},)";
  BOOST_TEST(read_error_body(many + "0]").codes.size() == 400U);
}

BOOST_AUTO_TEST_CASE(a_word_stands_alone_in_any_case) {
  BOOST_TEST(has_word("RCS601", "RCS601"));
  BOOST_TEST(has_word("error rcs601: off", "RCS601"));
  BOOST_TEST(has_word("RCS6010 or (RCS601)", "RCS601"));
  BOOST_TEST(!has_word("RCS6010", "RCS601"));
  BOOST_TEST(!has_word("XRCS601", "RCS601"));
  BOOST_TEST(!has_word("RCS60", "RCS601"));
  BOOST_TEST(!has_word("", "RCS601"));
}

BOOST_AUTO_TEST_CASE(a_text_names_a_number_by_all_of_its_digits) {
  for (auto const* text : {"+12125550123", "12125550123", R"({"message":"tel:+12125550123 unknown"})",
                           R"({"number":12125550123})", "<p>+12125550123</p>", "deviceAddress=%2B12125550123",
                           R"({"message":"\u002b12125550123"})", "(12125550123), sorry"}) {
    BOOST_TEST(names_number(text, asked), text);
  }
  for (auto const* text :
       {"", "not found", "+1212555012", "+121255501234", "2125550123", "+12125550124", "1 2125550123"}) {
    BOOST_TEST(!names_number(text, asked), text);
  }
}

BOOST_AUTO_TEST_CASE(a_page_that_quotes_the_requested_path_does_not_name_the_number) {
  for (auto const* text :
       {"Cannot GET /v1/AC1/rcs/lookup/+12125550123", R"({"path":"/v1/AC1/rcs/lookup/%2B12125550123"})",
        "<pre>Cannot GET /lookup?address=12125550123</pre>", R"({"path":"\/lookup\/+12125550123"})",
        "https://host.example/lookup/12125550123"}) {
    BOOST_TEST(!names_number(text, asked), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()

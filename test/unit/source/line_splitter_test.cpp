#include "source/line_splitter.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

namespace rcs {

BOOST_AUTO_TEST_SUITE(line_splitter)

BOOST_AUTO_TEST_CASE(a_line_that_is_not_all_there_is_none) {
  BOOST_TEST(!next_line("a", false));
  BOOST_TEST(!next_line("a\r", false));
  BOOST_TEST(next_line("a", true)->text == "a");
}

BOOST_AUTO_TEST_CASE(a_line_ends_with_lf_or_crlf) {
  BOOST_TEST(next_line("a\nb", false)->text == "a");
  BOOST_TEST(next_line("a\nb", false)->size == 2U);
  BOOST_TEST(next_line("a\r\nb", false)->text == "a");
  BOOST_TEST(next_line("a\r\nb", false)->size == 3U);
  BOOST_TEST(next_line("\n", false)->text.empty());
  BOOST_TEST(next_line("a\r", true)->text == "a");
}

BOOST_AUTO_TEST_CASE(a_cr_alone_ends_no_line) {
  BOOST_TEST(next_line("a\rb\n", false)->text == "a\rb");
  BOOST_TEST(next_line("a\r\r\n", false)->text == "a\r");
}

BOOST_AUTO_TEST_CASE(a_csv_record_goes_on_behind_a_line_end_in_quotes) {
  auto const found = next_record("1,\"a\n\"\"b\"\"\r\nc\",2\r\n2,", ',', false);
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST(found->text == "1,\"a\n\"\"b\"\"\r\nc\",2");
  BOOST_TEST(found->lines == 3U);
  BOOST_TEST(found->size == found->text.size() + 2);
  BOOST_TEST(!next_record("1,\"a\n2,b\n", ',', false));
  BOOST_TEST(next_record("1,\"a\nb\"", ',', true)->lines == 2U);
  BOOST_TEST(!next_record("1,\"a\nb\"", ',', false));
}

BOOST_AUTO_TEST_CASE(a_quote_that_is_never_closed_takes_its_own_line_only) {
  BOOST_TEST(next_record("1,\"a\n2,b\n3,c", ',', true)->text == "1,\"a");
  BOOST_TEST(next_record("1,\"a", ',', true)->text == "1,\"a");
  std::string const long_input = "1,\"a\n" + std::string(max_record_bytes, 'x');
  auto const found = next_record(long_input, ',', false);
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST(found->text == "1,\"a");
  BOOST_TEST(found->lines == 1U);
}

BOOST_AUTO_TEST_CASE(a_quote_is_closed_in_time_or_not_however_much_of_the_input_is_there) {
  for (std::size_t const size : {max_record_bytes, max_record_bytes + 1}) {
    std::string const quoted = "1,\"a\n" + std::string(size - 6, 'x') + '"';
    BOOST_TEST_REQUIRE(quoted.size() == size);
    bool const in_time = size == max_record_bytes;
    auto const input = quoted + "\n2,b\n";
    for (std::size_t there = max_record_bytes + 1; there <= input.size(); ++there) {
      auto const found = next_record(std::string_view{input}.substr(0, there), ',', false);
      BOOST_TEST_REQUIRE(found.has_value());
      BOOST_TEST(found->text == (in_time ? quoted : "1,\"a"));
      BOOST_TEST(found->lines == (in_time ? 2U : 1U));
    }
    BOOST_TEST(next_record(quoted, ',', true)->lines == (in_time ? 2U : 1U));
  }
}

BOOST_AUTO_TEST_CASE(only_a_quote_at_the_beginning_of_a_field_opens_it) {
  BOOST_TEST(next_record("1,6\" pipe\n2,b\n", ',', false)->text == "1,6\" pipe");
  BOOST_TEST(next_record("1, \"a\n2,b\n", ',', false)->text == "1, \"a");
  BOOST_TEST(next_record("\"a\nb\";c\n", ';', false)->lines == 2U);
  BOOST_TEST(next_record("a;\"b\n\"\n", ',', false)->text == "a;\"b");
}

BOOST_AUTO_TEST_CASE(a_quote_that_ends_no_field_closes_none_over_lines) {
  BOOST_TEST(next_record("1,\"a\n2,\"b\"\n", ',', false)->text == "1,\"a");
  BOOST_TEST(next_record("1,\"a\nb\"c,d\n", ',', false)->text == "1,\"a");
  BOOST_TEST(next_record("1,\"a\nb\"\r,d\n", ',', false)->text == "1,\"a");
  BOOST_TEST(next_record("1,\"a\"b,c\n2\n", ',', false)->text == "1,\"a\"b,c");
  BOOST_TEST(next_record("1,\"a\nb\"c", ',', true)->text == "1,\"a");
  BOOST_TEST(next_record("1,\"a\nb\"\r", ',', true)->lines == 2U);
}

BOOST_AUTO_TEST_CASE(without_a_delimiter_a_record_is_a_field) {
  BOOST_TEST(next_record("a,\"b\nc\n", '\n', false)->text == "a,\"b");
  BOOST_TEST(next_record("\"a,b\nc\"\nd\n", '\n', false)->text == "\"a,b\nc\"");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs

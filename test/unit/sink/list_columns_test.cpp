#include "sink/list_columns.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using rcs::list_style;
using rcs::outcome;
using rcs::row_ending;

namespace {

list_style appended(char delimiter = ',') {
  list_style style;
  style.written = list_style::rows::as_given;
  style.delimiter = delimiter;
  return style;
}

list_style objects() {
  auto style = appended();
  style.ndjson = true;
  return style;
}

rcs::number const number = *rcs::number::from_value(12015550101);

/// A row as it is written.
std::string written(list_style const& style, std::string_view raw, row_ending const& ending, rcs::number asked = number,
                    std::uint64_t first_row = 0) {
  rcs::list_columns const columns{style};
  rcs::text_buffer out;
  columns.append(out, {raw, "a, cell", 17}, asked, columns.ending_text(ending), first_row);
  return std::string{out.view()};
}

row_ending const enabled{outcome::enabled, "310-010", "active", ""};

}  // namespace

BOOST_AUTO_TEST_SUITE(list_columns)

BOOST_AUTO_TEST_CASE(columns_stand_in_front_of_the_line_end_whatever_it_is) {
  for (std::string const end : {"\n", "\r\n", ""}) {
    BOOST_TEST(written(appended(), "\"Ann, \"\"A\"\"\",+1 201 555 0101" + end, enabled) ==
               "\"Ann, \"\"A\"\"\",+1 201 555 0101,+12015550101,enabled,true,310-010,active," + end);
  }
}

BOOST_AUTO_TEST_CASE(they_are_quoted_where_the_lists_own_delimiter_asks_for_it) {
  row_ending const odd{outcome::failed, "a;b", "c,d", "said \"no\""};
  BOOST_TEST(written(appended(';'), "x\n", odd) == "x;+12015550101;failed;;\"a;b\";c,d;\"said \"\"no\"\"\"\n");
  BOOST_TEST(written(appended('\t'), "x\n", enabled) == "x\t+12015550101\tenabled\ttrue\t310-010\tactive\t\n");
}

BOOST_AUTO_TEST_CASE(a_row_without_a_number_has_an_empty_one) {
  BOOST_TEST(written(appended(), "x\n", {outcome::invalid, "", "", "letters"}, {}) == "x,,invalid,,,,letters\n");
}

BOOST_AUTO_TEST_CASE(the_row_of_a_repeat_is_the_last_column) {
  auto style = appended();
  style.first_row = true;
  BOOST_TEST(written(style, "x\n", enabled, number, 12) == "x,+12015550101,enabled,true,310-010,active,,12\n");
  BOOST_TEST(written(style, "x\n", enabled) == "x,+12015550101,enabled,true,310-010,active,,\n");
}

BOOST_AUTO_TEST_CASE(a_header_gets_names_and_a_list_without_one_does_not) {
  auto style = appended(';');
  BOOST_TEST(rcs::list_columns{style}.header("") == "");
  BOOST_TEST(rcs::list_columns{style}.header("\xEF\xBB\xBF") == "\xEF\xBB\xBF");
  style.header = true;
  rcs::list_columns const columns{style};
  BOOST_TEST(
      columns.header("\xEF\xBB\xBFName;Phone\r\n") ==
      "\xEF\xBB\xBFName;Phone;rcs_number;rcs_outcome;rcs_enabled;rcs_carrier_id;rcs_carrier_status;rcs_detail\r\n");
  style.delimiter = ',';
  style.first_row = true;
  BOOST_TEST(rcs::list_columns{style}.header("phone").ends_with(",rcs_detail,rcs_duplicate_of"));
}

BOOST_AUTO_TEST_CASE(objects_get_members) {
  BOOST_TEST(
      written(objects(), "{\"to\": \"+12015550101\" }\r\n", enabled) ==
      "{\"to\": \"+12015550101\" ,\"rcs_number\":\"+12015550101\",\"rcs_outcome\":\"enabled\",\"rcs_enabled\":true,"
      "\"rcs_carrier_id\":\"310-010\",\"rcs_carrier_status\":\"active\"}\r\n");
  auto style = objects();
  style.first_row = true;
  BOOST_TEST(written(style, " { }", {outcome::invalid, "", "", "empty"}, {}, 3) ==
             " { \"rcs_outcome\":\"invalid\",\"rcs_detail\":\"empty\",\"rcs_duplicate_of\":3}");
}

BOOST_AUTO_TEST_CASE(a_line_that_is_no_object_stays_as_it_is) {
  for (std::string const line : {"\n", "junk\n", "{\"a\":1\n", "[1]\n", "}\n", "{\n", "1}\n"}) {
    BOOST_TEST(written(objects(), line, {outcome::invalid, "", "", "characters"}, {}) == line);
  }
}

BOOST_AUTO_TEST_CASE(rows_without_the_lists_columns_are_as_in_any_output) {
  list_style style;
  BOOST_TEST(written(style, "x\n", enabled) == "17,+12015550101,enabled,true,310-010,active,\n");
  BOOST_TEST(written(style, "x\n", {outcome::invalid, "", "", "characters"}, {}) ==
             "17,\"a, cell\",invalid,,,,characters\n");
  BOOST_TEST(rcs::list_columns{style}.header("Name,Phone\n") ==
             "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail\n");
  style.first_row = true;
  BOOST_TEST(rcs::list_columns{style}.header("") ==
             "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail,duplicate_of\n");
  style.ndjson = true;
  BOOST_TEST(written(style, "x\n", enabled, number, 4) ==
             "{\"row\":17,\"number\":\"+12015550101\",\"outcome\":\"enabled\",\"rcs_enabled\":true,"
             "\"carrier_id\":\"310-010\",\"carrier_status\":\"active\",\"duplicate_of\":4}\n");
}

BOOST_AUTO_TEST_CASE(a_spreadsheet_gets_no_formulas_if_it_is_not_to) {
  auto style = appended();
  style.excel_safe = true;
  BOOST_TEST(written(style, "=1+1\n", {outcome::failed, "=cmd", "-1", "@x"}) ==
             "=1+1,'+12015550101,failed,,'=cmd,'-1,'@x\n");
  style.written = list_style::rows::answers;
  BOOST_TEST(written(style, "x\n", enabled) == "17,'+12015550101,enabled,true,310-010,active,\n");
}

BOOST_AUTO_TEST_SUITE_END()

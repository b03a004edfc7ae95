#include "source/list_format.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

namespace rcs {
namespace {

std::string csv_cell(std::string_view record) {
  return std::string{number_cell(list_format::failed_csv, record)};
}
std::string json_cell(std::string_view record) {
  return std::string{number_cell(list_format::failed_ndjson, record)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(list_format_)

BOOST_AUTO_TEST_CASE(only_the_whole_header_makes_a_failed_csv) {
  BOOST_TEST((recognise(failed_list_header) == list_format::failed_csv));
  BOOST_TEST((recognise(std::string{failed_list_header} + ",more") == list_format::lines));
  BOOST_TEST((recognise("row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail") == list_format::lines));
  BOOST_TEST((recognise("+12125550100") == list_format::lines));
  BOOST_TEST((recognise("") == list_format::lines));
}

BOOST_AUTO_TEST_CASE(an_object_that_begins_with_its_row_is_a_failed_ndjson) {
  BOOST_TEST((recognise(R"({"row":1,"number":"+12125550100"})") == list_format::failed_ndjson));
  BOOST_TEST((recognise(R"({"number":"+12125550100"})") == list_format::lines));
}

BOOST_AUTO_TEST_CASE(the_second_csv_field_is_the_number) {
  BOOST_TEST(csv_cell("7,+12125550100,failed,,,,timeout,6") == "+12125550100");
  BOOST_TEST(csv_cell("7,\"+12125550100\",failed") == "+12125550100");
  BOOST_TEST(csv_cell("\"7,8\",+12125550100,failed") == "+12125550100");
  BOOST_TEST(csv_cell("7,\"a,\"\"b\"\"\",failed") == "a,\"\"b\"\"");
  BOOST_TEST(csv_cell("7,+12125550100") == "+12125550100");
  BOOST_TEST(csv_cell("7,,failed").empty());
  BOOST_TEST(csv_cell("7,\"\",failed").empty());
  BOOST_TEST(csv_cell("7,\"") == "\"");
}

BOOST_AUTO_TEST_CASE(the_member_called_number_is_the_number) {
  BOOST_TEST(json_cell(R"({"row":7,"number":"+12125550100","outcome":"failed"})") == "+12125550100");
  BOOST_TEST(json_cell(R"({"row": 7, "number" : "+12125550100"})") == "+12125550100");
  BOOST_TEST(json_cell(R"({"row":7,"detail":"\"number\":\"+1\"","number":"+12125550100"})") == "+12125550100");
  BOOST_TEST(json_cell(R"({"row":7,"detail":"number","number":"+12125550100"})") == "+12125550100");
  BOOST_TEST(json_cell(R"({"row":7,"number":""})").empty());
}

BOOST_AUTO_TEST_CASE(a_record_without_a_number_is_reported_as_it_stands) {
  for (std::string const record : {"nonsense", "", "+12125550100"}) {
    BOOST_TEST(csv_cell(record) == record);
    BOOST_TEST(json_cell(record) == record);
  }
  for (std::string const record : {R"({"row":7})", R"({"row":7,"number":null})", R"({"row":7,"number":5})",
                                   R"({"row":7,"number":"+1212)", R"({"row":7,"number":)", R"({"row":7,"number")"}) {
    BOOST_TEST(json_cell(record) == record);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs

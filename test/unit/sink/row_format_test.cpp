#include "sink/row_format.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "support/count_allocations.hpp"

using rcs::append_rows;
using rcs::header_of;
using rcs::outcome;
using rcs::result;
using rcs::row_format;

namespace {

result answered(outcome what) {
  result r;
  r.row = 7;
  r.asked = *rcs::number::from_digits("12125550123");
  r.what = what;
  r.attempts = 2;
  r.carrier_id = "Carrier A";
  r.carrier_status = "ACTIVE";
  return r;
}

result invalid(std::string_view text) {
  result r;
  r.row = 8;
  r.text = text;
  r.detail = "letters";
  return r;
}

std::string written(std::vector<result> const& rows, row_format format, bool with_attempts = false) {
  rcs::text_buffer out;
  append_rows(out, rows, format, with_attempts);
  return std::string{out.view()};
}

std::string csv(result const& r, bool with_attempts = false) {
  return written({r}, row_format::csv, with_attempts);
}

std::string ndjson(result const& r, bool with_attempts = false) {
  return written({r}, row_format::ndjson, with_attempts);
}

/// Reads one record as RFC 4180 has it.
std::vector<std::string> fields_of(std::string_view record) {
  std::vector<std::string> fields(1);
  bool in_quotes = false;
  for (std::size_t i = 0; i + 1 < record.size(); ++i) {
    char const c = record[i];
    if (in_quotes && c == '"' && record[i + 1] == '"') {
      fields.back() += record[++i];
    } else if (c == '"') {
      in_quotes = !in_quotes;
    } else if (c == ',' && !in_quotes) {
      fields.emplace_back();
    } else {
      BOOST_TEST((in_quotes || (c != '\n' && c != '\r')));
      fields.back() += c;
    }
  }
  BOOST_TEST(!in_quotes);
  BOOST_TEST(record.back() == '\n');
  return fields;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(row_format_of_results)

BOOST_AUTO_TEST_CASE(csv_rows_have_the_columns_of_the_header) {
  BOOST_TEST(header_of(row_format::csv, false) == "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail\n");
  BOOST_TEST(header_of(row_format::csv, true) ==
             "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail,attempts\n");
  BOOST_TEST(csv(answered(outcome::enabled)) == "7,+12125550123,enabled,true,Carrier A,ACTIVE,\n");
  BOOST_TEST(csv(answered(outcome::not_enabled)) == "7,+12125550123,not_enabled,false,Carrier A,ACTIVE,\n");
  BOOST_TEST(csv(answered(outcome::indeterminate), true) == "7,+12125550123,indeterminate,,Carrier A,ACTIVE,,2\n");
  auto failed = answered(outcome::failed);
  failed.carrier_id = failed.carrier_status = {};
  failed.detail = "timeout";
  BOOST_TEST(csv(failed, true) == "7,+12125550123,failed,,,,timeout,2\n");
  BOOST_TEST(csv(invalid("call me")) == "8,call me,invalid,,,,letters\n");
  BOOST_TEST(csv(invalid("")) == "8,,invalid,,,,letters\n");
}

BOOST_AUTO_TEST_CASE(rcs_enabled_is_known_of_answered_rows_only) {
  for (std::size_t i = 0; i < rcs::outcome_count; ++i) {
    auto const what = static_cast<outcome>(i);
    auto const fields = fields_of(csv(answered(what)));
    BOOST_TEST(fields[3] == (what == outcome::enabled ? "true" : what == outcome::not_enabled ? "false" : ""));
    auto const object = boost::json::parse(ndjson(answered(what))).as_object();
    BOOST_TEST(object.contains("rcs_enabled") == !fields[3].empty());
  }
}

BOOST_AUTO_TEST_CASE(csv_fields_survive_the_round_trip) {
  for (std::string const text : {"a,b", "say \"hi\"", "\"", "line\nbreak", "cr\rhere", "\r\n", ",", " blanks ", "\"\"",
                                 "\xff\xfe bytes", "semi;colon\ttab"}) {
    auto r = answered(outcome::enabled);
    r.carrier_id = text;
    r.carrier_status = text;
    r.detail = text;
    auto fields = fields_of(csv(r));
    BOOST_TEST_REQUIRE(fields.size() == 7U);
    for (std::size_t const i : {4U, 5U, 6U}) BOOST_TEST(fields[i] == text);
    fields = fields_of(csv(invalid(text), true));
    BOOST_TEST_REQUIRE(fields.size() == 8U);
    BOOST_TEST(fields[1] == text);
  }
}

BOOST_AUTO_TEST_CASE(any_bytes_survive_the_csv_round_trip) {
  for (unsigned const seed : {1U, 2U, 3U}) {
    std::mt19937 random{seed};
    for (int round = 0; round < 500; ++round) {
      std::string text;
      for (auto length = random() % 10; length != 0; --length) text += ",\"\r\nab \0\xff"[random() % 10];
      auto const fields = fields_of(csv(invalid(text)));
      BOOST_TEST((fields.size() == 7 && fields[1] == text), "seed " << seed << ", round " << round);
    }
  }
}

BOOST_AUTO_TEST_CASE(fields_that_need_no_quotes_have_none) {
  BOOST_TEST(csv(invalid("AT&T 'x' <y>")) == "8,AT&T 'x' <y>,invalid,,,,letters\n");
  BOOST_TEST(csv(invalid("a,b")) == "8,\"a,b\",invalid,,,,letters\n");
}

BOOST_AUTO_TEST_CASE(ndjson_rows_leave_out_what_is_not_known) {
  BOOST_TEST(header_of(row_format::ndjson, true).empty());
  BOOST_TEST(ndjson(answered(outcome::enabled), true) ==
             R"({"row":7,"number":"+12125550123","outcome":"enabled","rcs_enabled":true,"carrier_id":"Carrier A",)"
             R"("carrier_status":"ACTIVE","attempts":2})"
             "\n");
  auto bare = answered(outcome::missing);
  bare.carrier_id = bare.carrier_status = {};
  BOOST_TEST(ndjson(bare) == "{\"row\":7,\"number\":\"+12125550123\",\"outcome\":\"missing\"}\n");
  BOOST_TEST(ndjson(invalid("")) == "{\"row\":8,\"number\":\"\",\"outcome\":\"invalid\",\"detail\":\"letters\"}\n");
}

BOOST_AUTO_TEST_CASE(ndjson_is_one_valid_line_whatever_the_bytes) {
  for (std::string const text : {"a\nb", "\"quoted\"", "\xff\xfe", "\x1b[0m", "Telef\xC3\xB3nica"}) {
    auto r = invalid(text);
    r.carrier_id = r.carrier_status = r.detail = text;
    auto const line = ndjson(r);
    BOOST_TEST(line.find('\n') == line.size() - 1);
    auto const object = boost::json::parse(line).as_object();
    auto const number = std::string(object.at("number").as_string());
    BOOST_TEST(number == (text == "\xff\xfe" ? std::string{"\xEF\xBF\xBD\xEF\xBF\xBD"} : text));
  }
}

BOOST_AUTO_TEST_CASE(the_largest_values_fit) {
  result r;
  r.row = UINT64_MAX;
  r.asked = *rcs::number::from_value(rcs::number::max_value);
  r.what = outcome::indeterminate;
  r.attempts = 255;
  BOOST_TEST(csv(r, true) == "18446744073709551615,+999999999999999,indeterminate,,,,,255\n");
  BOOST_TEST(boost::json::parse(ndjson(r, true)).at("row").as_uint64() == UINT64_MAX);
}

BOOST_AUTO_TEST_CASE(rows_of_nothing_but_escapes_fit) {
  std::string const quotes(50, '"');
  std::string const controls(50, '\x01');
  auto r = answered(outcome::not_enabled);
  r.row = UINT64_MAX;
  r.asked = {};
  r.attempts = 255;
  r.text = r.carrier_id = r.carrier_status = r.detail = quotes;
  auto const fields = fields_of(csv(r, true));
  BOOST_TEST_REQUIRE(fields.size() == 8U);
  for (std::size_t const i : {1U, 4U, 5U, 6U}) BOOST_TEST(fields[i] == quotes);
  r.text = r.carrier_id = r.carrier_status = r.detail = controls;
  auto const line = ndjson(r, true);
  BOOST_TEST(line.size() > 4 * 6 * controls.size());
  auto const object = boost::json::parse(line).as_object();
  for (auto const* key : {"number", "carrier_id", "carrier_status", "detail"}) {
    BOOST_TEST(std::string(object.at(key).as_string()) == controls);
  }
}

BOOST_AUTO_TEST_CASE(rows_are_appended_without_allocating_once_there_is_room) {
  auto quoted = answered(outcome::enabled);
  quoted.carrier_id = "a carrier, with a comma and \"quotes\" in it";
  std::vector<result> const rows{quoted, invalid("some text that is longer than a short string\xff")};
  rcs::text_buffer out;
  static_cast<void>(out.room(8000));
  auto const before = rcs::test::allocations();
  for (auto const format : {row_format::csv, row_format::ndjson}) append_rows(out, rows, format, true);
  BOOST_TEST(rcs::test::allocations() == before);
}

BOOST_AUTO_TEST_CASE(many_rows_are_written_like_each_of_them_alone) {
  std::mt19937_64 random{20261124};
  // Names that are alike in different places, and different in neighbouring ones.
  std::vector<std::string> const names{
      "", "Carrier A", "Carrier A", "Carrier, B", "Carrier \"C\"", std::string(70, 'x'), "ACTIVE"};
  auto const drawn = [&random](auto const& of) { return of[random() % std::size(of)]; };
  for (int round = 0; round < 50; ++round) {
    std::vector<result> rows(300);
    std::vector<std::string_view> texts(names.begin(), names.end());
    texts.push_back(std::string_view{names[1]}.substr(0, 7));  // begins where another does
    for (auto& row : rows) {
      row.row = random() >> random() % 64;
      row.asked = *rcs::number::from_value(rcs::number::min_value + random() % (rcs::number::max_value / 2));
      row.what = static_cast<outcome>(random() % rcs::outcome_count);
      row.carrier_id = drawn(texts);
      row.carrier_status = drawn(texts);
      if (random() % 8 == 0) row.detail = drawn(texts);
      if (random() % 8 == 0) row.asked = {};
      row.text = drawn(texts);
    }
    for (auto const format : {row_format::csv, row_format::ndjson}) {
      std::string one_by_one;
      for (auto const& row : rows) one_by_one += written({row}, format);
      BOOST_TEST((written(rows, format) == one_by_one));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

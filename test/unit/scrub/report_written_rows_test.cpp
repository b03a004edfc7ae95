#include "scrub/report/written_rows.hpp"

#include <boost/test/unit_test.hpp>

#include "scrub/file_error.hpp"
#include "sink/answer_log.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace rcs;
using namespace rcs::scrub;

/// What is compared of a row, with texts of its own.
struct seen_row {
  std::uint64_t row;
  number asked;
  outcome what;
  std::string carrier, status, detail, text;

  explicit seen_row(result const& r)
      : row{r.row},
        asked{r.asked},
        what{r.what},
        carrier{r.carrier_id},
        status{r.carrier_status},
        detail{r.detail},
        text{r.text} {}
  friend bool operator==(seen_row const&, seen_row const&) = default;
};

/// Everything that a spreadsheet, JSON or HTML could stumble over.
std::vector<result> rows() {
  std::vector<result> made;
  for (std::uint64_t i = 1; i <= 5000; ++i) {
    result row;
    row.row = i;
    row.what = static_cast<outcome>(i % outcome_count);
    if (row.what == outcome::invalid) {
      row.text = i % 2 == 0 ? "\"two\",\n\"lines\"" : "12125550100";
      row.detail = "letters";
    } else {
      row.asked = number::from_value(12'125'550'100 + i).value();
    }
    if (is_retryable(row.what)) row.detail = "timeout: a \"quote\", a comma";
    if (row.what == outcome::enabled) {
      row.carrier_id = i % 3 == 0 ? "<script>alert(\"1\")</script>" : "=\"Mobile, Ltd\"";
      row.carrier_status = "ACTIVE";
    }
    made.push_back(row);
  }
  return made;
}

std::vector<seen_row> as_seen(std::vector<result> const& all) {
  return {all.begin(), all.end()};
}

std::string written(row_format format) {
  text_buffer out;
  append_rows(out, rows(), format, false);
  return std::string{header_of(format, false)} + std::string{out.view()};
}

std::vector<seen_row> read_back(std::string const& text, row_format format) {
  test::temp_dir const folder;
  std::vector<seen_row> made;
  read_written_rows(folder.write("answers", text), format, [&](auto some) {
    for (auto const& row : some) made.emplace_back(row);
  });
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_written_rows)

BOOST_AUTO_TEST_CASE(rows_are_read_as_they_were_written) {
  for (auto const format : {row_format::csv, row_format::ndjson}) {
    BOOST_TEST((read_back(written(format), format) == as_seen(rows())));
  }
}

BOOST_AUTO_TEST_CASE(an_output_without_rows_has_none) {
  BOOST_TEST(read_back("", row_format::csv).empty());
  BOOST_TEST(read_back(std::string{header_of(row_format::csv, false)}, row_format::csv).empty());
  BOOST_TEST(read_back("", row_format::ndjson).empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_row_is_refused) {
  std::string const header{header_of(row_format::csv, false)};
  for (auto const* const bad : {"1,+12125550100,enabled,true,A\n", "x,+12125550100,enabled,true,A,B,\n",
                                "1,+12125550100,maybe,true,A,B,\n", "1,,enabled,true,A,B,\n", "1,+1212"}) {
    BOOST_CHECK_THROW(static_cast<void>(read_back(header + bad, row_format::csv)), file_error);
  }
  for (auto const* const bad :
       {"{}\n", "[1]\n", "{\"row\":-1,\"number\":\"+12125550100\",\"outcome\":\"enabled\"}\n"}) {
    BOOST_CHECK_THROW(static_cast<void>(read_back(bad, row_format::ndjson)), file_error);
  }
  BOOST_CHECK_THROW(read_written_rows("/nowhere/at all", row_format::csv, [](auto) {}), file_error);
}

BOOST_AUTO_TEST_CASE(an_answer_log_has_all_but_the_texts_and_its_torn_end_is_left_out) {
  text_buffer out;
  append_answers(out, rows());
  auto expected = as_seen(rows());
  for (auto& row : expected) row.text.clear();
  expected.pop_back();
  std::string const log = std::string{answer_log_header} + std::string{out.view()};
  test::temp_dir const folder;
  std::vector<seen_row> made;
  read_answer_log(folder.write("answers", log.substr(0, log.size() - 1)), [&](auto some) {
    for (auto const& row : some) made.emplace_back(row);
  });
  BOOST_TEST((made == expected));
}

BOOST_AUTO_TEST_SUITE_END()

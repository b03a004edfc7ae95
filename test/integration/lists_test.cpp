#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "integration/scrub_run.hpp"

namespace {

using namespace rcs::test;
namespace data = boost::unit_test::data;

}  // namespace

BOOST_AUTO_TEST_SUITE(lists)

BOOST_DATA_TEST_CASE(every_length_is_answered_with_the_fewest_legal_requests,
                     data::make({1, 99, 100, 101, 499, 500, 501, 550, 599, 600, 1050, 5050}), length) {
  running_simulator upstream;
  auto const rows = static_cast<std::size_t>(length);
  scrub_run const run{upstream, generated_list(rows)};
  auto const stats = upstream.stats();
  check_books(run, stats, rows);
  BOOST_TEST(run.exit_code == 0);
  BOOST_TEST(number_at(stats, "requests.total") == (rows < 100 ? rows : (rows + 499) / 500));
  BOOST_TEST(number_at(stats, "numbers.asked_again") == 0U);
  BOOST_TEST(number_at(stats, "numbers.distinct") == rows);
}

BOOST_AUTO_TEST_CASE(an_empty_list_is_a_finished_run_with_a_header) {
  running_simulator upstream;
  scrub_run const run{upstream, ""};
  BOOST_TEST(run.exit_code == 0);
  BOOST_TEST(run.answers == "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail\n");
  BOOST_TEST(number_at(upstream.stats(), "requests.total") == 0U);
}

BOOST_AUTO_TEST_CASE(a_messy_list_has_one_row_per_distinct_number_and_per_invalid_row) {
  running_simulator upstream;
  scrub_run const run{upstream,
                      "\xEF\xBB\xBF+1 (212) 555-0100\r\n"
                      "\r\n"
                      "0012125550100\r\n"
                      "2125550100\r\n"
                      "1.42E+10\r\n"
                      "+1 212 555 0101 ext 7\r\n"
                      "12125550102\r\n"
                      "call me"};
  check_books(run, upstream.stats(), 8);
  BOOST_TEST(run.exit_code == 0);
  BOOST_TEST(run.outcome("invalid") == 5U);
  BOOST_TEST(run.outcome("duplicate") == 1U);
  BOOST_TEST(number_at(run.summary, "unique") == 2U);
  BOOST_TEST(number_at(run.summary, "assumed_international") == 1U);
  BOOST_TEST(run.err.find("taken as international") != std::string::npos);
  BOOST_TEST(run.answers.find("\n2,,invalid,,,,empty\n") != std::string::npos);
  BOOST_TEST(run.answers.find("\n4,2125550100,invalid,,,,no_country\n") != std::string::npos);
  BOOST_TEST(run.answers.find("\n5,1.42E+10,invalid,,,,scientific_notation\n") != std::string::npos);
  BOOST_TEST(run.answers.find("\n6,+1 212 555 0101 ext 7,invalid,,,,extension\n") != std::string::npos);
  BOOST_TEST(run.answers.find("\n8,call me,invalid,,,,letters\n") != std::string::npos);
  BOOST_TEST(run.answers.find("\n1,+12125550100,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(kept_repeats_are_asked_in_later_batches) {
  running_simulator upstream;
  auto const once = generated_list(300);
  scrub_run const run{upstream, once + once, {"--duplicates", "keep"}};
  auto const stats = upstream.stats();
  check_books(run, stats, 600);
  BOOST_TEST(run.rows() == 600U);
  BOOST_TEST(run.outcome("duplicate") == 0U);
  BOOST_TEST(number_at(stats, "repeated_addresses") == 0U);
  BOOST_TEST(number_at(stats, "numbers.asked") == 600U);
  BOOST_TEST(run.summary.at("unique").is_null());
}

BOOST_AUTO_TEST_CASE(a_held_remainder_is_not_asked_and_is_in_the_failed_list) {
  running_simulator upstream;
  scrub_run const run{upstream, generated_list(42), {"--remainder", "hold"}};
  check_books(run, upstream.stats(), 42);
  BOOST_TEST(run.exit_code == 3);
  BOOST_TEST(run.outcome("not_asked") == 42U);
  BOOST_TEST(number_at(upstream.stats(), "requests.total") == 0U);
  BOOST_TEST(run.summary.at("complete").as_bool());
}

BOOST_AUTO_TEST_CASE(a_failed_list_is_an_input_that_leads_to_the_missing_answers) {
  temp_dir const folder;
  std::string failed;
  {
    running_simulator upstream;
    scrub_run const first{upstream, generated_list(42), {"--remainder", "hold"}};
    failed = first.failed;
  }
  running_simulator upstream;
  scrub_run const second{upstream, failed};
  check_books(second, upstream.stats(), 42);
  BOOST_TEST(second.exit_code == 0);
  BOOST_TEST(second.outcome("enabled") + second.outcome("not_enabled") == 42U);
}

BOOST_DATA_TEST_CASE(every_shape_of_answer_gives_the_same_outcomes,
                     data::make({"us", "eu", "pretty", "bare", "tel", "chat", "strings", "shuffled"}), shape) {
  rcs::sim::profile plain;
  rcs::sim::profile other;
  std::string const name = shape;
  auto& answers = other.answers;
  if (name == "eu") answers.shape = rcs::sim::device_shape::eu;
  if (name == "pretty") answers.pretty = true;
  if (name == "bare") answers.addresses = rcs::sim::address_style::bare;
  if (name == "tel") answers.addresses = rcs::sim::address_style::tel;
  if (name == "chat") answers.addresses = rcs::sim::address_style::chat;
  if (name == "strings") answers.booleans = rcs::sim::boolean_style::string;
  if (name == "shuffled") answers.shuffle = true;
  running_simulator one{plain};
  running_simulator two{other};
  auto const list = generated_list(1200);
  scrub_run const first{one, list};
  scrub_run const second{two, list};
  check_books(second, two.stats(), 1200);
  BOOST_TEST(second.exit_code == 0);
  BOOST_TEST(first.outcome("enabled") == second.outcome("enabled"));
  BOOST_TEST(first.outcome("not_enabled") == second.outcome("not_enabled"));
  BOOST_TEST(second.summary.at("carriers").as_object().empty() == (name == "eu"));
}

BOOST_AUTO_TEST_CASE(ndjson_is_chosen_by_option_and_has_the_same_names) {
  running_simulator upstream;
  scrub_run const run{upstream, generated_list(3), {"--format", "ndjson"}};
  BOOST_TEST(run.exit_code == 0);
  auto const first = boost::json::parse(run.answers.substr(0, run.answers.find('\n')));
  BOOST_TEST(first.at("number").as_string().starts_with("+999"));
  BOOST_TEST(first.at("rcs_enabled").is_bool());
  BOOST_TEST(first.as_object().contains("row"));
  BOOST_TEST(first.as_object().contains("outcome"));
}

BOOST_AUTO_TEST_SUITE_END()

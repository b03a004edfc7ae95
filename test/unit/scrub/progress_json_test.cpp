#include "scrub/progress_json.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace rcs;
using namespace rcs::scrub;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(progress_as_json)

BOOST_AUTO_TEST_CASE(a_line_is_an_object_with_everything_that_is_known) {
  progress now;
  now.rows_read = 1200;
  now.rows_settled = 1000;
  now.throttled = 3;
  now.elapsed = 1500ms;
  now.held_up_by = waiting::cool_down;
  now.held_up_for = 250ms;
  now.learned_rate = 12.5;
  now.learned_in_flight = 8;
  auto const text = to_json_line(now);
  BOOST_TEST(text.ends_with("}\n"));
  auto const json = boost::json::parse(text);
  BOOST_TEST(json.at("rows_settled").to_number<int>() == 1000);
  BOOST_TEST(json.at("throttled").to_number<int>() == 3);
  BOOST_TEST(json.at("elapsed_seconds").as_double() == 1.5);
  BOOST_TEST(json.at("held_up_by").as_string() == "cool_down");
  BOOST_TEST(json.at("held_up_for_seconds").as_double() == 0.25);
  BOOST_TEST(json.at("learned_rate").as_double() == 12.5);
  BOOST_TEST(json.at("learned_in_flight").to_number<int>() == 8);
  BOOST_TEST(!json.at("input_ended").as_bool());
  BOOST_TEST(!boost::json::parse(to_json_line({})).as_object().contains("learned_rate"));
}

BOOST_AUTO_TEST_SUITE_END()

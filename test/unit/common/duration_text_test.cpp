#include "common/duration_text.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>

namespace {

using namespace std::chrono_literals;
using rcs::read_duration;
using rcs::to_text;
namespace data = boost::unit_test::data;

}  // namespace

BOOST_AUTO_TEST_SUITE(duration_text)

BOOST_AUTO_TEST_CASE(every_unit_and_sums_of_them_are_read) {
  BOOST_TEST((read_duration("7ns") == 7ns));
  BOOST_TEST((read_duration("7us") == 7us));
  BOOST_TEST((read_duration("250ms") == 250ms));
  BOOST_TEST((read_duration("30s") == 30s));
  BOOST_TEST((read_duration("10m") == 10min));
  BOOST_TEST((read_duration("1.5h") == 90min));
  BOOST_TEST((read_duration("2d") == 48h));
  BOOST_TEST((read_duration("1m30s") == 90s));
  BOOST_TEST((read_duration("0") == 0s));
  BOOST_TEST((read_duration("0s") == 0s));
}

BOOST_DATA_TEST_CASE(what_is_no_duration_is_refused_with_an_example_of_one,
                     data::make({"", "s", "30", "30 s", " 30s", "30s ", "-1s", "1e3s", "infs", "nans", "30sec", "1m30",
                                 "0x1s", "300000000000000000000d"}),
                     text) {
  BOOST_CHECK_EXCEPTION((void)read_duration(text), std::invalid_argument, [](std::invalid_argument const& wrong) {
    return std::string_view{wrong.what()}.find("30s") != std::string_view::npos;
  });
}

BOOST_AUTO_TEST_CASE(a_year_is_the_most) {
  BOOST_TEST((read_duration("366d") == 366 * 24h));
  BOOST_CHECK_EXCEPTION((void)read_duration("366d1ms"), std::invalid_argument, [](std::invalid_argument const& wrong) {
    return std::string_view{wrong.what()} == "'366d1ms' is longer than a year";
  });
}

BOOST_AUTO_TEST_CASE(durations_are_written_as_people_write_them) {
  BOOST_TEST(to_text(0ns) == "0");
  BOOST_TEST(to_text(250ms) == "250ms");
  BOOST_TEST(to_text(1500ms) == "1500ms");
  BOOST_TEST(to_text(30s) == "30s");
  BOOST_TEST(to_text(60s) == "1m");
  BOOST_TEST(to_text(90s) == "1m30s");
  BOOST_TEST(to_text(10min) == "10m");
  BOOST_TEST(to_text(2h) == "2h");
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_as_the_same) {
  for (auto const value : {1ms, 999ms, 1000ms, 59'000ms, 61'000ms, 3'599'000ms, 3'660'000ms, 86'400'001ms}) {
    BOOST_TEST((read_duration(to_text(value)) == value), to_text(value));
  }
}

BOOST_AUTO_TEST_CASE(parts_of_a_millisecond_are_shown) {
  BOOST_TEST(to_text(500us) == "500us");
  BOOST_TEST(to_text(1ns) == "1ns");
  BOOST_TEST(to_text(1500us) == "1500us");
}

BOOST_AUTO_TEST_SUITE_END()

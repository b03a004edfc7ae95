#include "settle/size_complaint.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using rcs::read_error_body;
using rcs::read_size_complaint;
using rcs::size_complaint;

namespace {

size_complaint read(std::string const& message, std::size_t asked = 500) {
  return read_size_complaint(read_error_body(message), asked);
}

}  // namespace

namespace rcs {

std::ostream& operator<<(std::ostream& out, size_complaint c) {
  return out << static_cast<int>(c);
}

}  // namespace rcs

BOOST_AUTO_TEST_SUITE(size_complaint_of_a_refusal)

BOOST_AUTO_TEST_CASE(words_on_the_minimum) {
  for (auto const* text :
       {"Minimum 100 numbers required", "at least 100 unique valid numbers",
        "deviceAddresses must have at least 100 items", "min size is 100", "too few addresses", "not enough numbers",
        "fewer than 100 valid numbers", "number count is less than 100", "must NOT have fewer than 100 items",
        "should not be less than 100", "must be greater than or equal to 100", "must contain more than 99 numbers",
        "no less than 100 numbers", "below the current threshold", "array length must be at least 100",
        R"({"code":"1400","message":"Bad Request","data":{"error":{
          "error_code":"INVALID_REQUEST","error_message":"Provide a minimum of 100 device addresses"}}})"}) {
    BOOST_TEST(read(text) == size_complaint::too_small, text);
  }
}

BOOST_AUTO_TEST_CASE(words_on_the_maximum) {
  for (auto const* text :
       {"Maximum 500 numbers allowed", "at most 500 numbers", "max 500", "too many numbers", "exceeds the limit of 500",
        "must not exceed 500", "threshold exceeded", "more than 500 numbers", "must NOT have more than 500 items",
        "cannot be greater than 500", "can't be more than 500", "must be less than 501",
        "must contain less than or equal to 500 items", "no more than 500 numbers", "above the current threshold",
        "deviceAddresses length must be at most 500", "does not match the current threshold"}) {
    BOOST_TEST(read(text) == size_complaint::too_large, text);
  }
}

BOOST_AUTO_TEST_CASE(words_on_both_are_told_apart_by_the_largest_figure) {
  for (auto const* text : {"size must be between 100 and 500", "minimum is 100 and maximum is 500",
                           "should not be less than 100 or more than 500", "must be in the range 100-500"}) {
    BOOST_TEST(read(text, 500) == size_complaint::too_small, text);
    BOOST_TEST(read(text, 101) == size_complaint::too_small, text);
    BOOST_TEST(read(text, 501) == size_complaint::too_large, text);
  }
  BOOST_TEST(read("must be between 100 and 500, not 612", 612) == size_complaint::too_large);
  BOOST_TEST(read("outside the minimum and maximum") == size_complaint::too_small);
}

BOOST_AUTO_TEST_CASE(words_on_a_number_are_no_words_on_the_size) {
  for (auto const* text :
       {"INVALID_NUMBER", "Invalid number: minimum not met",
        R"({"code":1417,"message":"at least one bad, minimum 100"})",
        R"({"error_code":"INVALID_NUMBER","message":"less than expected"})", "must have at least 7 digits",
        "exceeds 15 digits", "more than 16 characters", "deviceAddresses[3] length must be at most 15",
        "At least one number is invalid", "number +12125550123 is not valid", "Invalid JSON", "Bad Request", "",
        "administrator", "terminal maximal"}) {
    BOOST_TEST(read(text) == size_complaint::none, text);
  }
}

BOOST_AUTO_TEST_SUITE_END()

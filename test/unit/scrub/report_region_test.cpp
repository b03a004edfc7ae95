#include "scrub/report/region.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace rcs;

std::string_view code_of(std::string_view digits) {
  return scrub::calling_code(number::from_digits(digits).value());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_region)

BOOST_AUTO_TEST_CASE(calling_codes_have_one_to_three_digits) {
  BOOST_TEST(code_of("12125550100") == "+1");
  BOOST_TEST(code_of("79990000000") == "+7");
  BOOST_TEST(code_of("442079460958") == "+44");
  BOOST_TEST(code_of("390999000000") == "+39");
  BOOST_TEST(code_of("989990000000") == "+98");
  BOOST_TEST(code_of("2019990000") == "+20");
  BOOST_TEST(code_of("353999000000") == "+353");
  BOOST_TEST(code_of("971999000000") == "+971");
  BOOST_TEST(code_of("999100000000000") == "+999");
  BOOST_TEST(code_of("1000000") == "+1");
  BOOST_TEST(scrub::calling_code(number{}) == "");
}

BOOST_AUTO_TEST_CASE(a_number_of_no_country_has_its_calling_code) {
  auto const name = [](std::uint64_t digits) {
    return std::string{rcs::scrub::country_or_code(*rcs::number::from_value(digits))};
  };
  BOOST_TEST(name(12015550101) == "US");
  BOOST_TEST(name(442079460958) == "GB");
  BOOST_TEST(name(80012345678) == "+800");
  BOOST_TEST(name(999100000000) == "+999");
}

BOOST_AUTO_TEST_SUITE_END()

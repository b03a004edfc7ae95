#include "rcs/number.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <string>

namespace rcs {

BOOST_AUTO_TEST_SUITE(number_)

BOOST_AUTO_TEST_CASE(the_default_is_no_number) {
  BOOST_TEST(!number{});
  BOOST_TEST(number{}.value() == 0U);
  BOOST_TEST(number{}.to_string().empty());
}

BOOST_AUTO_TEST_CASE(values_outside_seven_to_fifteen_digits_are_none) {
  BOOST_TEST(!number::from_value(0));
  BOOST_TEST(!number::from_value(999'999));
  BOOST_TEST(number::from_value(1'000'000)->to_string() == "+1000000");
  BOOST_TEST(number::from_value(999'999'999'999'999)->to_string() == "+999999999999999");
  BOOST_TEST(!number::from_value(1'000'000'000'000'000));
}

BOOST_AUTO_TEST_CASE(only_plain_digits_are_digits) {
  BOOST_TEST(number::from_digits("12125550100")->value() == 12'125'550'100U);
  for (std::string const text : {"", "123456", "1234567890123456", "0123456789", "+12125550100", "1212555 100",
                                 "1212555/100", "1212555:100", "1212555x100"}) {
    BOOST_TEST_CONTEXT(text) {
      BOOST_TEST(!number::from_digits(text));
    }
  }
}

BOOST_AUTO_TEST_CASE(digits_come_back_as_written) {
  for (std::string const text : {"1000000", "12125550100", "999999999999999"}) {
    std::array<char, number::max_digits> out{};
    auto const n = number::from_digits(text);
    BOOST_TEST_REQUIRE(n.has_value());
    BOOST_TEST(std::string(out.data(), n->write_digits(out.data())) == text);
    BOOST_TEST(n->to_string() == "+" + text);
  }
}

BOOST_AUTO_TEST_CASE(numbers_are_ordered_by_value) {
  BOOST_TEST((*number::from_digits("9999999") < *number::from_digits("10000000")));
  BOOST_TEST((*number::from_digits("12125550100") == *number::from_value(12'125'550'100)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs

#include "number/decimal_text.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

namespace {

/// What is written of `value`; nothing may be touched beyond the room that was promised.
std::string written(std::uint64_t value) {
  std::array<char, rcs::decimal_room + 1> out{};
  out.fill('#');
  auto const* const end = rcs::write_decimal(out.data(), value);
  BOOST_TEST(out.back() == '#');
  return std::string(static_cast<char const*>(out.data()), end);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(decimal_text)

BOOST_AUTO_TEST_CASE(every_length_is_written_as_the_standard_library_does) {
  std::uint64_t power = 1;
  for (int digits = 1; digits <= 20; ++digits, power *= 10) {
    for (std::uint64_t const value : {power - 1, power, power + 1, 2 * power, 5 * power + 5}) {
      BOOST_TEST(written(value) == std::to_string(value));
    }
  }
  BOOST_TEST(written(0) == "0");
  BOOST_TEST(written(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
}

BOOST_AUTO_TEST_CASE(every_group_of_four_digits_is_right) {
  for (std::uint64_t group = 0; group < 10'000; ++group) {
    auto const value = group * 1'0000'0000'0001 + 7'0000'0000;
    BOOST_TEST_REQUIRE(written(value) == std::to_string(value));
  }
}

BOOST_AUTO_TEST_CASE(random_values_are_written_as_the_standard_library_does) {
  std::mt19937_64 random{11};
  for (int i = 0; i < 100'000; ++i) {
    auto const value = random() >> random() % 64;
    BOOST_TEST_REQUIRE(written(value) == std::to_string(value));
  }
}

BOOST_AUTO_TEST_SUITE_END()

#include "number/consecutive_decimals.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

namespace {

/// What is written of `value`; nothing may be touched beyond the room that was promised.
std::string written(rcs::consecutive_decimals& by, std::uint64_t value) {
  std::array<char, rcs::decimal_room + 1> out{};
  out.fill('#');
  auto const* const end = by.write(out.data(), value);
  BOOST_TEST(out.back() == '#');
  return std::string(static_cast<char const*>(out.data()), end);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(consecutive_decimals)

BOOST_AUTO_TEST_CASE(values_that_go_up_are_written_across_every_length) {
  std::uint64_t power = 1;
  for (int digits = 1; digits <= 20; ++digits, power *= 10) {
    rcs::consecutive_decimals by;
    for (std::uint64_t value = power < 25 ? 0 : power - 25; value != power + 25; ++value) {
      BOOST_TEST_REQUIRE(written(by, value) == std::to_string(value));
    }
  }
}

BOOST_AUTO_TEST_CASE(values_in_any_order_are_written_like_each_of_them_alone) {
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  rcs::consecutive_decimals by;
  for (std::uint64_t const value : {std::uint64_t{9}, most, most - 5, most - 6, std::uint64_t{0}, std::uint64_t{10}}) {
    BOOST_TEST(written(by, value) == std::to_string(value));
  }
  std::mt19937_64 random{20261128};
  for (int i = 0; i < 50'000; ++i) {
    auto const value = random() >> random() % 64;
    for (std::uint64_t const near : {value, value + random() % 12, value - random() % 12}) {
      BOOST_TEST_REQUIRE(written(by, near) == std::to_string(near));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

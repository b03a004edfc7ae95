#include "plan/size_limits.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using rcs::size_limits;

bool some_count_of_requests_fits(std::size_t n, size_limits limits) {
  for (std::size_t requests = 0; requests * limits.min <= n; ++requests)
    if (n <= requests * limits.max) return true;
  return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(size_limits)

BOOST_AUTO_TEST_CASE(feasible_means_that_some_count_of_legal_requests_holds_all) {
  for (std::size_t min = 1; min <= 12; ++min)
    for (std::size_t max = min; max <= 30; ++max)
      for (std::size_t n = 0; n <= 200; ++n) {
        rcs::size_limits const limits{min, max};
        BOOST_TEST_CONTEXT("min " << min << ", max " << max << ", n " << n)
        BOOST_TEST(limits.feasible(n) == some_count_of_requests_fits(n, limits));
      }
}

BOOST_AUTO_TEST_CASE(from_the_safe_remainder_on_and_not_before_every_size_is_feasible) {
  for (std::size_t min = 1; min <= 12; ++min)
    for (std::size_t max = min + 1; max <= 30; ++max) {
      rcs::size_limits const limits{min, max};
      std::size_t first = 500;
      while (first > 0 && limits.feasible(first - 1)) --first;
      BOOST_TEST_CONTEXT("min " << min << ", max " << max)
      BOOST_TEST(limits.safe_remainder() == first);
    }
}

BOOST_AUTO_TEST_CASE(the_contracts_limits_have_a_safe_remainder_of_one_minimum) {
  BOOST_TEST((rcs::size_limits{100, 500}.safe_remainder()) == 100U);
  BOOST_TEST((rcs::size_limits{100, 199}.safe_remainder()) == 100U);
  BOOST_TEST((rcs::size_limits{100, 120}.safe_remainder()) == 500U);
  BOOST_TEST((rcs::size_limits{1, 500}.safe_remainder()) == 0U);
  BOOST_TEST((rcs::size_limits{100, 100}.safe_remainder()) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

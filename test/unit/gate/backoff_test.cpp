#include "gate/backoff.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

using namespace std::chrono_literals;
using rcs::backoff;
using rcs::duration;

namespace {
constexpr double almost_one = 1.0 - std::numeric_limits<double>::epsilon() / 2;
}

BOOST_AUTO_TEST_SUITE(backoff_test)

BOOST_AUTO_TEST_CASE(the_range_doubles_with_each_failure_until_the_cap) {
  constexpr backoff policy{100ms, 1s};
  BOOST_TEST((policy.delay(1, 0.5) == 50ms));
  BOOST_TEST((policy.delay(2, 0.5) == 100ms));
  BOOST_TEST((policy.delay(3, 0.5) == 200ms));
  BOOST_TEST((policy.delay(4, 0.5) == 400ms));
  BOOST_TEST((policy.delay(5, 0.5) == 500ms));
  BOOST_TEST((policy.delay(6, 0.5) == 500ms));
}

BOOST_AUTO_TEST_CASE(jitter_is_full_down_to_no_delay) {
  constexpr backoff policy{100ms, 1s};
  BOOST_TEST((policy.delay(4, 0.0) == 0ms));
  BOOST_TEST((policy.delay(4, 0.25) == 200ms));
}

BOOST_AUTO_TEST_CASE(no_number_of_failures_makes_a_delay_negative_or_longer_than_the_cap) {
  constexpr duration caps[] = {0ns, 1ns, 1s, 30s, 24h, duration::max()};
  constexpr unsigned failures[] = {0, 1, 2, 31, 32, 33, 62, 63, 64, 65, 1000, std::numeric_limits<unsigned>::max()};
  for (duration const cap : caps) {
    for (duration const base : {duration{0}, duration{1}, duration{200ms}, duration{48h}}) {
      for (unsigned const n : failures) {
        for (double const random : {0.0, 0.5, almost_one}) {
          BOOST_TEST_INFO_SCOPE("cap " << cap.count() << " base " << base.count() << " failures " << n);
          duration const d = backoff{base, cap}.delay(n, random);
          BOOST_TEST(d.count() >= 0);
          BOOST_TEST(d.count() <= cap.count());
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_base_over_the_cap_is_the_cap) {
  BOOST_TEST((backoff{10s, 2s}.delay(1, 0.5) == 1s));
}

BOOST_AUTO_TEST_SUITE_END()

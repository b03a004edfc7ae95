#include <boost/test/unit_test.hpp>
#include <exception>

#include "planner_script.hpp"

BOOST_AUTO_TEST_SUITE(planner_property)

BOOST_AUTO_TEST_CASE(whatever_happens_every_row_has_one_outcome_and_every_request_is_legal) {
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    try {
      rcs::test::script{seed}.run();
    } catch (std::exception const& e) {
      BOOST_ERROR("seed " << seed << ": " << e.what());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

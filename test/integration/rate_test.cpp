#include <boost/test/unit_test.hpp>

#include "integration/scrub_run.hpp"

// Whether everything passes the gate. How exactly it is kept is asserted in virtual time (gate_pacing_test,
// pipeline_test): here, arrivals bunch when the machine is busy, so a tenth more is allowed.

namespace {

using namespace rcs::test;

}  // namespace

BOOST_AUTO_TEST_SUITE(rate)

BOOST_AUTO_TEST_CASE(no_second_sees_more_requests_than_the_rate_allows) {
  running_simulator upstream;
  scrub_run const run{upstream, generated_list(200 * 500 * 3), {"--rate", "200", "--burst", "1"}};
  auto const stats = upstream.stats();
  check_books(run, stats, 200 * 500 * 3);
  BOOST_TEST(run.exit_code == 0);
  BOOST_TEST(number_at(stats, "max_per_second") <= 220U);
}

BOOST_AUTO_TEST_CASE(singles_and_retries_pass_the_same_gate) {
  rcs::sim::profile rules;
  rules.faults.error = 0.3;
  rules.faults.after = 1;
  running_simulator upstream{rules};
  scrub_run const run{
      upstream, generated_list(99), {"--rate", "50", "--burst", "1", "--attempts", "20", "--retry-budget", "10"}};
  auto const stats = upstream.stats();
  check_books(run, stats, 99);
  BOOST_TEST(number_at(stats, "requests.single") > 99U);
  BOOST_TEST(number_at(stats, "max_per_second") <= 56U);
}

BOOST_AUTO_TEST_CASE(numbers_a_second_are_limited_too) {
  running_simulator upstream;
  scrub_run const run{upstream, generated_list(5000), {"--rate-numbers", "2500"}};
  auto const stats = upstream.stats();
  check_books(run, stats, 5000);
  // Ten requests of 500 at 2,500 numbers a second: one at once and five a second after it.
  BOOST_TEST(number_at(stats, "max_per_second") <= 6U);
}

BOOST_AUTO_TEST_CASE(no_more_are_in_flight_than_allowed) {
  rcs::sim::profile rules;
  rules.latency.typical = std::chrono::milliseconds{20};
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(20'000), {"--max-in-flight", "7", "--connections", "5"}};
  BOOST_TEST(run.exit_code == 0);
  BOOST_TEST(number_at(upstream.stats(), "max_in_flight") == 5U);
  BOOST_TEST(number_at(upstream.stats(), "connections.max_open") <= 5U);
}

BOOST_AUTO_TEST_CASE(an_upstream_that_throttles_tells_its_rate_and_every_number_is_asked) {
  rcs::sim::profile rules;
  rules.throttle.rate = 100;
  rules.throttle.burst = 50;
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(100'000), {"--rate", "auto", "--max-in-flight", "auto"}};
  check_books(run, upstream.stats(), 100'000);
  BOOST_TEST(run.exit_code == 0);
  auto const& learned = run.summary.at("learned").as_object();
  // How near it comes is asserted in virtual time (adaptive_test); a run of two seconds has hardly begun.
  BOOST_TEST(learned.at("rate").as_double() > 10);
  BOOST_TEST(learned.at("rate").as_double() < 400);
  BOOST_TEST(learned.at("max_in_flight").as_int64() >= 1);
  BOOST_TEST(run.err.find(" requests/s, ") != std::string::npos, run.err);
}

BOOST_AUTO_TEST_CASE(what_is_given_is_not_learned) {
  running_simulator upstream;
  scrub_run const run{upstream, generated_list(5000), {"--rate", "0", "--max-in-flight", "8"}};
  BOOST_TEST(run.exit_code == 0);
  BOOST_TEST(run.summary.at("learned").at("rate").is_null());
  BOOST_TEST(run.summary.at("learned").at("max_in_flight").is_null());
}

BOOST_AUTO_TEST_SUITE_END()

#include "simulator/faults.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "simulator/latency.hpp"

namespace {

using namespace rcs::sim;

std::array<int, fault_count> deal(fault_rules const& rules, int draws) {
  fault_source const source{rules};
  std::array<int, fault_count> hits{};
  random_source chance{11};
  for (int i = 0; i < draws; ++i) ++hits[index_of(source.draw(chance).what)];
  return hits;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(simulator_faults)

BOOST_AUTO_TEST_CASE(every_fault_is_listed_under_its_name) {
  BOOST_TEST(info(fault::none).name == "none");
  BOOST_TEST(info(fault::flaky_401).name == "flaky-401");
  BOOST_TEST(info(fault::wrong_devices).name == "wrong-devices");
  BOOST_TEST(info(fault::huge).name == "huge");
}

BOOST_AUTO_TEST_CASE(nothing_goes_wrong_by_default) {
  BOOST_TEST(deal({}, 1000)[index_of(fault::none)] == 1000);
}

BOOST_AUTO_TEST_CASE(shares_are_kept) {
  fault_rules rules;
  rules.shares[index_of(fault::reset)] = 0.1;
  rules.shares[index_of(fault::html)] = 0.3;
  auto const hits = deal(rules, 100'000);
  BOOST_TEST(std::abs(hits[index_of(fault::reset)] - 10'000) < 400);
  BOOST_TEST(std::abs(hits[index_of(fault::html)] - 30'000) < 600);
  BOOST_TEST(std::abs(hits[index_of(fault::none)] - 60'000) < 700);
}

BOOST_AUTO_TEST_CASE(a_share_of_one_hits_everything) {
  for (std::size_t i = 1; i < fault_count; ++i) {
    fault_rules rules;
    rules.shares[i] = 1;
    BOOST_TEST(deal(rules, 1000)[i] == 1000);
  }
}

BOOST_AUTO_TEST_CASE(errors_are_spread_over_their_mix) {
  fault_rules rules;
  rules.error = 0.4;
  rules.error_mix = {500, 503};
  rules.shares[index_of(fault::error_503)] = 0.1;
  auto const hits = deal(rules, 100'000);
  BOOST_TEST(std::abs(hits[index_of(fault::error_500)] - 20'000) < 600);
  BOOST_TEST(std::abs(hits[index_of(fault::error_503)] - 30'000) < 600);
  BOOST_TEST(hits[index_of(fault::error_502)] == 0);
}

BOOST_AUTO_TEST_CASE(ways_of_sending_are_drawn_apart_from_faults) {
  fault_rules rules;
  rules.shares[index_of(fault::html)] = 1;
  rules.slow = rules.chunked = rules.continue_100 = 1;
  random_source chance{1};
  auto const drawn = fault_source{rules}.draw(chance);
  BOOST_TEST((drawn.what == fault::html));
  BOOST_TEST(drawn.slow);
  BOOST_TEST(drawn.chunked);
  BOOST_TEST(drawn.continue_100);
}

BOOST_AUTO_TEST_CASE(http_1_0_is_neither_chunked_nor_announced) {
  fault_rules rules;
  rules.http10 = rules.chunked = rules.continue_100 = 1;
  random_source chance{1};
  auto const drawn = fault_source{rules}.draw(chance);
  BOOST_TEST(drawn.http10);
  BOOST_TEST(!drawn.chunked);
  BOOST_TEST(!drawn.continue_100);
}

BOOST_AUTO_TEST_CASE(latencies_keep_to_their_distribution) {
  using namespace std::chrono_literals;
  latency_rules rules;
  rules.typical = 10ms;
  rules.max = 100ms;
  random_source chance{5};
  BOOST_TEST((draw_latency(rules, chance) == 10ms));
  for (auto const shape : {latency_shape::uniform, latency_shape::lognormal, latency_shape::pareto}) {
    rules.shape = shape;
    int under_typical = 0, at_the_cut = 0;
    for (int i = 0; i < 10'000; ++i) {
      auto const drawn = draw_latency(rules, chance);
      BOOST_REQUIRE((drawn >= 0ms && drawn <= 100ms));
      under_typical += drawn < 10ms ? 1 : 0;
      at_the_cut += drawn == 100ms ? 1 : 0;
    }
    if (shape == latency_shape::lognormal) {
      BOOST_TEST(std::abs(under_typical - 5000) < 200);  // the median
    } else {
      BOOST_TEST(under_typical == 0);
    }
    // P(X > 10 * least) of a Pareto of index 2.
    if (shape == latency_shape::pareto) BOOST_TEST(std::abs(at_the_cut - 100) < 40);
  }
}

BOOST_AUTO_TEST_SUITE_END()

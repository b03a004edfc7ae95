#include "bench/probe_search.hpp"

#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

namespace {

using namespace std::chrono_literals;
using namespace rcs;
using namespace rcs::bench;
namespace data = boost::unit_test::data;

duration in_seconds(double s) {
  return std::chrono::duration_cast<duration>(std::chrono::duration<double>(s));
}

/// An upstream in virtual time: requests come as they are due, and are throttled by a token bucket or served one after
/// the other.
struct server {
  double bucket_rate = 1e9;
  double bucket = 1;
  double capacity = 1e9;  ///< answers a second
  double latency = 0.05;
  double failing_from = 1e9;  ///< every tenth request fails at this rate and faster

  probe_observation operator()(probe_step const& step) const {
    probe_observation seen;
    double tokens = bucket;
    double last = 0;
    double free_at = 0;
    std::vector<double> latencies;
    for (std::uint64_t k = 0; k < step.requests; ++k) {
      double const at = static_cast<double>(k) / step.rate;
      tokens = std::min(bucket, tokens + (at - last) * bucket_rate);
      last = at;
      seen.numbers += 500;
      if (tokens < 1 - 1e-9) {
        ++seen.throttled;
        continue;
      }
      tokens -= 1;
      if (step.rate >= failing_from && k % 10 == 9) {
        ++seen.failed;
        continue;
      }
      ++seen.answered;
      free_at = std::max(free_at, at) + 1 / capacity;
      latencies.push_back(free_at + latency - at);
      seen.elapsed = std::max(seen.elapsed, in_seconds(free_at + latency));
    }
    std::sort(latencies.begin(), latencies.end());
    if (!latencies.empty()) seen.p99 = in_seconds(latencies[latencies.size() * 99 / 100]);
    seen.service = in_seconds(latency);
    return seen;
  }
};

struct found {
  probe_search search;
  std::uint64_t numbers = 0;
  int steps = 0;
};

found probe(probe_limits const& limits, std::function<probe_observation(probe_step const&)> const& upstream) {
  found made{probe_search{limits}};
  while (auto const step = made.search.next()) {
    auto const seen = upstream(*step);
    made.numbers += seen.numbers;
    BOOST_TEST_REQUIRE(made.numbers <= limits.max_numbers);
    BOOST_TEST_REQUIRE(step->rate <= limits.top_rate);
    BOOST_TEST_REQUIRE(++made.steps < 200);
    (void)made.search.observe(seen);
  }
  return made;
}

probe_limits plenty() {
  probe_limits limits;
  limits.max_numbers = 1'000'000'000;
  return limits;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bench_probe_search)

BOOST_DATA_TEST_CASE(a_hidden_rate_is_found_within_the_precision,
                     data::make({0.5, 1.0, 3.0, 10.0, 33.3, 100.0, 499.0, 950.0}), hidden) {
  server upstream;
  upstream.bucket_rate = hidden;
  auto const made = probe(plenty(), upstream);
  BOOST_TEST((made.search.how() == probe_search::ending::found));
  BOOST_TEST(made.search.confirmed());
  // A step is let through if at most 1 % of it is throttled.
  BOOST_TEST(*made.search.sustained() <= hidden * 1.02);
  BOOST_TEST(*made.search.sustained() >= hidden * 0.9);
  BOOST_TEST((made.search.broken_by() == probe_verdict::throttled));
  BOOST_TEST(*made.search.broken() > hidden);
}

BOOST_DATA_TEST_CASE(a_server_that_cannot_keep_up_is_found_out, data::make({4.0, 20.0, 150.0}), capacity) {
  server upstream;
  upstream.capacity = capacity;
  auto limits = plenty();
  limits.latency = 300ms;
  auto const made = probe(limits, upstream);
  BOOST_TEST((made.search.how() == probe_search::ending::found));
  // In six seconds, 5 % over the capacity is a backlog of three tenths of a second.
  BOOST_TEST(*made.search.sustained() <= capacity * 1.08);
  BOOST_TEST(*made.search.sustained() >= capacity * 0.9);
  BOOST_TEST((made.search.broken_by() == probe_verdict::slow || made.search.broken_by() == probe_verdict::behind));
}

BOOST_AUTO_TEST_CASE(a_server_that_fails_under_load_is_told_by_that) {
  server upstream;
  upstream.failing_from = 60;
  auto const made = probe(plenty(), upstream);
  BOOST_TEST((made.search.broken_by() == probe_verdict::failed));
  BOOST_TEST(*made.search.sustained() < 60.0);
  BOOST_TEST(*made.search.sustained() > 54.0);
}

BOOST_AUTO_TEST_CASE(a_large_burst_does_not_hide_the_rate_from_the_last_word) {
  server upstream;
  upstream.bucket_rate = 20;
  upstream.bucket = 30;  // a step of three seconds may go at 30 a second
  auto const made = probe(plenty(), upstream);
  BOOST_TEST(*made.search.sustained() <= 26.0);  // one of six seconds at 25
  BOOST_TEST(*made.search.sustained() >= 20.0);
}

BOOST_AUTO_TEST_CASE(nothing_faster_than_the_top_rate_is_tried) {
  auto limits = plenty();
  limits.top_rate = 70;
  auto const made = probe(limits, server{});
  BOOST_TEST((made.search.how() == probe_search::ending::found));
  BOOST_TEST(*made.search.sustained() == 70.0);
  BOOST_TEST(!made.search.broken());
}

BOOST_AUTO_TEST_CASE(an_endpoint_that_answers_nothing_well_keeps_no_rate) {
  server upstream;
  upstream.failing_from = 0;
  auto const made = probe(plenty(), upstream);
  BOOST_TEST((made.search.how() == probe_search::ending::nothing_kept));
  BOOST_TEST(!made.search.sustained());
}

BOOST_AUTO_TEST_CASE(an_endpoint_that_is_too_slow_for_any_rate_keeps_none) {
  server upstream;
  upstream.latency = 2;
  auto const made = probe(plenty(), upstream);
  BOOST_TEST((made.search.how() == probe_search::ending::nothing_kept));
  BOOST_TEST((made.search.broken_by() == probe_verdict::slow));
}

BOOST_AUTO_TEST_CASE(a_hiccup_is_not_believed_and_a_second_one_is) {
  probe_search search{plenty()};
  auto const first = *search.next();
  auto slow = server{}(first);
  slow.p99 = 5s;
  BOOST_TEST((search.observe(slow) == probe_verdict::slow));
  BOOST_TEST(search.next()->rate == first.rate);
  (void)search.observe(server{}(first));
  BOOST_TEST(search.next()->rate == 2 * first.rate);
  (void)search.observe(slow);
  (void)search.observe(slow);
  BOOST_TEST(*search.broken() == 2 * first.rate);
}

BOOST_DATA_TEST_CASE(it_stops_where_the_numbers_end_and_claims_only_what_was_kept,
                     data::make({5'000, 20'000, 77'777, 300'000, 1'000'000}), most) {
  server upstream;
  upstream.bucket_rate = 300;
  auto limits = plenty();
  limits.max_numbers = static_cast<std::uint64_t>(most);
  auto const made = probe(limits, upstream);
  // Those that are left would not have paid for a further step and the last word.
  if (made.search.how() == probe_search::ending::found) BOOST_TEST(made.search.confirmed());
  if (made.search.sustained()) BOOST_TEST(*made.search.sustained() <= 306.0);
}

BOOST_AUTO_TEST_CASE(numbers_are_kept_back_for_the_last_word) {
  server upstream;
  upstream.bucket_rate = 47;
  probe_limits limits;  // its default of numbers
  auto const made = probe(limits, upstream);
  BOOST_TEST((made.search.how() == probe_search::ending::numbers_used));
  BOOST_TEST(made.search.confirmed());
  BOOST_TEST(*made.search.sustained() >= 32.0);
}

BOOST_AUTO_TEST_CASE(a_rate_that_breaks_when_tried_for_longer_is_not_claimed) {
  // Throttles whatever lasts longer than a step.
  auto const fickle = [](probe_step const& step) {
    auto seen = server{}(step);
    auto const lasts = static_cast<double>(step.requests) / step.rate;
    if (step.rate > 15 && (lasts > 4 || step.rate > 40)) seen.throttled = seen.answered;
    return seen;
  };
  auto const made = probe(plenty(), fickle);
  BOOST_TEST(made.search.confirmed());
  BOOST_TEST(*made.search.sustained() <= 15.0);
}

BOOST_AUTO_TEST_CASE(random_servers_are_never_asked_more_than_allowed_and_never_overestimated) {
  auto const seed = std::random_device{}();
  std::mt19937_64 random{seed};
  std::uniform_real_distribution<double> unit{0, 1};
  for (int i = 0; i < 500; ++i) {
    server upstream;
    upstream.bucket_rate = std::pow(10, 3 * unit(random) - 0.5);
    upstream.bucket = 1 + 5 * unit(random);
    upstream.capacity = std::pow(10, 3 * unit(random));
    upstream.latency = 0.3 * unit(random);
    probe_limits limits;
    limits.max_numbers = static_cast<std::uint64_t>(std::pow(10, 4 + 4 * unit(random)));
    BOOST_TEST_CONTEXT("seed " << seed << ", server " << i) {
      auto const made = probe(limits, upstream);
      if (!made.search.confirmed()) continue;
      // Six seconds at r let through 6·rate + bucket of the 6·r, and one of a hundred may be throttled.
      auto const most = std::max((6 * upstream.bucket_rate + upstream.bucket + 1) / 6 / 0.99, 10 / 6.0);
      BOOST_TEST(*made.search.sustained() <= most * 1.01 + 0.2);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_plan_tells_what_it_takes_to_come_to_a_rate) {
  probe_limits limits;  // 2, 4, 8 and 16 a second for three seconds: 10, 12, 24 and 48 requests
  BOOST_TEST(numbers_to_reach(16, limits) == (10 + 12 + 24 + 48) * 500U);
  BOOST_TEST(numbers_to_reach(2, limits) == 10 * 500U);
  BOOST_TEST(numbers_to_confirm(16, limits) == 96 * 500U);
}

BOOST_AUTO_TEST_SUITE_END()

#include "settle/histogram.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <vector>

using namespace std::chrono_literals;
using rcs::duration;
using rcs::histogram;

static_assert(histogram::bucket_of(0) == 0);
static_assert(histogram::bucket_of(15) == 0);
static_assert(histogram::bucket_of(16) == 1);
static_assert(histogram::bucket_of(1023) == 63);
static_assert(histogram::bucket_of(1024) == 64);
static_assert(histogram::bucket_of(~std::uint64_t{0}) == histogram::bucket_count - 1);
static_assert(histogram::bucket_of((std::uint64_t{1} << histogram::last_bits) - 1) == histogram::bucket_count - 1);
static_assert(sizeof(histogram) < 20'000);

namespace {

histogram of(std::initializer_list<duration> values) {
  histogram h;
  for (auto const v : values) h.add(v);
  return h;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(histogram_test)

BOOST_AUTO_TEST_CASE(buckets_follow_on_each_other_without_gap_or_overlap) {
  for (std::size_t i = 0; i + 1 < histogram::bucket_count; ++i) {
    BOOST_TEST_INFO_SCOPE("bucket " << i);
    auto const last = histogram::upper_bound(i);
    BOOST_TEST(histogram::bucket_of(last) == i);
    BOOST_TEST(histogram::bucket_of(last + 1) == i + 1);
  }
}

BOOST_AUTO_TEST_CASE(the_error_is_at_most_a_64th_at_every_edge_from_a_microsecond_on) {
  for (std::size_t i = histogram::bucket_of(1000); i + 2 < histogram::bucket_count; ++i) {
    BOOST_TEST_INFO_SCOPE("bucket " << i);
    auto const lowest = histogram::upper_bound(i - 1) + 1;
    auto const highest = histogram::upper_bound(i);
    for (auto const value : {lowest, lowest + 1, (lowest + highest) / 2, highest - 1, highest}) {
      BOOST_TEST(histogram::bucket_of(value) == i);
      BOOST_TEST((highest - value) * 64 <= value);
    }
  }
}

BOOST_AUTO_TEST_CASE(values_under_a_microsecond_are_kept_to_16_nanoseconds) {
  for (std::uint64_t ns = 0; ns < 1024; ++ns) {
    auto const bound = histogram::upper_bound(histogram::bucket_of(ns));
    BOOST_TEST(bound >= ns);
    BOOST_TEST(bound - ns < 16U);
  }
}

BOOST_AUTO_TEST_CASE(an_hour_is_within_range) {
  auto const h = of({1h, 2h});
  BOOST_TEST((h.quantile(0.5) >= 1h));
  BOOST_TEST((h.quantile(0.5) <= 1h + duration{1h} / 64));
}

BOOST_AUTO_TEST_CASE(nothing_recorded_is_zero) {
  histogram const h;
  BOOST_TEST(h.count() == 0U);
  BOOST_TEST((h.max() == 0ns));
  for (double const q : {0.0, 0.5, 1.0}) BOOST_TEST((h.quantile(q) == 0ns));
}

BOOST_AUTO_TEST_CASE(a_single_value_is_every_quantile) {
  auto const h = of({123'456'789ns});
  for (double const q : {0.0, 0.5, 0.999, 1.0}) BOOST_TEST((h.quantile(q) == 123'456'789ns));
}

BOOST_AUTO_TEST_CASE(the_ends_are_the_least_bucket_and_the_largest_value) {
  auto const h = of({1ms, 2ms, 3ms});
  BOOST_TEST((h.quantile(0) >= 1ms));
  BOOST_TEST((h.quantile(0) <= 1ms + duration{1ms} / 64));
  BOOST_TEST((h.quantile(1) == 3ms));
  BOOST_TEST((h.max() == 3ms));
  BOOST_TEST((h.quantile(-1) == h.quantile(0)));
  BOOST_TEST((h.quantile(2) == h.quantile(1)));
}

BOOST_AUTO_TEST_CASE(a_quantile_is_the_value_that_this_share_does_not_exceed) {
  histogram h;
  for (int i = 1; i <= 100; ++i) h.add(i * 1ms);
  for (int percent = 1; percent <= 100; ++percent) {
    BOOST_TEST_INFO_SCOPE(percent << " %");
    auto const found = h.quantile(percent / 100.0);
    BOOST_TEST((found >= percent * 1ms));
    BOOST_TEST((found <= percent * 1ms + percent * duration{1ms} / 64));
  }
}

BOOST_AUTO_TEST_CASE(values_over_the_top_are_counted_and_reported_as_the_largest) {
  auto const h = of({1ms, 100h, duration::max()});
  BOOST_TEST(h.count() == 3U);
  BOOST_TEST((h.quantile(0.6) == duration::max()));
  BOOST_TEST((h.max() == duration::max()));
  BOOST_TEST((of({1ms, 100h}).quantile(0.9) == 100h));
}

BOOST_AUTO_TEST_CASE(a_negative_value_is_zero) {
  for (duration const negative : {duration{-1}, duration::min()}) {
    auto const h = of({negative});
    BOOST_TEST(h.count() == 1U);
    BOOST_TEST((h.quantile(1) == 0ns));
  }
}

BOOST_AUTO_TEST_CASE(merged_parts_are_the_whole) {
  for (std::uint64_t const seed : {1U, 2U, 3U}) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    std::mt19937_64 random{seed};
    histogram whole;
    std::vector<histogram> parts(4);
    std::vector<duration> values;
    for (int i = 0; i < 10'000; ++i) {
      duration const value{random() >> (random() % 38 + 22)};
      values.push_back(value);
      whole.add(value);
      parts[random() % parts.size()].add(value);
    }
    histogram merged;
    for (auto const& part : parts) merged.merge(part);
    BOOST_TEST(merged.count() == whole.count());
    BOOST_TEST((merged.max() == whole.max()));
    std::sort(values.begin(), values.end());
    for (std::size_t permille = 1; permille <= 1000; ++permille) {
      auto const q = static_cast<double>(permille) / 1000;
      BOOST_TEST((merged.quantile(q) == whole.quantile(q)));
      auto const exact = values[permille * values.size() / 1000 - 1];
      BOOST_TEST((whole.quantile(q) >= exact));
      BOOST_TEST((whole.quantile(q) <= exact + std::max(exact / 64, duration{15})));
    }
  }
}

BOOST_AUTO_TEST_CASE(cleared_is_as_new) {
  auto h = of({1ms, 1s});
  h.clear();
  BOOST_TEST(h.count() == 0U);
  BOOST_TEST((h.quantile(1) == 0ns));
}

BOOST_AUTO_TEST_SUITE_END()

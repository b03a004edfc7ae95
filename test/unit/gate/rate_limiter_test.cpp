#include "gate/rate_limiter.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>

#include "departures.hpp"

using namespace std::chrono_literals;
using rcs::duration;
using rcs::rate_limiter;
using rcs::time_point;
using rcs::test::departures;
using rcs::test::start;

namespace {

constexpr std::uint64_t seeds[] = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89};

/// Departs at the earliest instant from `now` on that the limiter allows; returns that instant.
time_point depart(rate_limiter& limiter, time_point now, std::size_t units = 1) {
  time_point const at = std::max(now, limiter.due());
  limiter.charge(at, at, units);
  return at;
}

/// How many units of one go at `now`.
std::size_t burst_at(rate_limiter& limiter, time_point now, time_point told) {
  std::size_t count = 0;
  for (; limiter.due() <= now && count < 1'000'000; ++count) limiter.charge(now, told, 1);
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rate_limiter_test)

BOOST_AUTO_TEST_CASE(without_a_limit_everything_is_due_at_once) {
  rate_limiter limiter{{}, start};
  for (int i = 0; i < 1000; ++i) BOOST_TEST((depart(limiter, start, 500) == start));
}

BOOST_AUTO_TEST_CASE(departures_are_one_interval_apart_after_the_burst) {
  rate_limiter limiter{{.rate = 200, .capacity = 3}, start};
  for (int i = 0; i < 3; ++i) BOOST_TEST((depart(limiter, start) == start));
  for (int i = 1; i <= 1000; ++i) BOOST_TEST(duration{depart(limiter, start) - start}.count() == i * 5'000'000L);
}

BOOST_AUTO_TEST_CASE(a_burst_goes_at_one_instant_at_every_rate) {
  for (double const rate : {1e-9, 0.1, 0.3, 3.0, 7.0, 33.3, 12345.6}) {
    for (std::size_t const burst : {1U, 2U, 10U, 100U, 12'345U}) {
      BOOST_TEST_INFO_SCOPE("rate " << rate << " burst " << burst);
      rate_limiter limiter{{.rate = rate, .capacity = static_cast<double>(burst)}, start};
      BOOST_TEST(burst_at(limiter, start, start) == burst);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_idle_time_earns_a_burst_and_no_more) {
  rate_limiter limiter{{.rate = 10, .capacity = 4}, start};
  BOOST_TEST(burst_at(limiter, start, start) == 4U);
  BOOST_TEST(burst_at(limiter, start + 250ms, start + 250ms) == 2U);
  BOOST_TEST(burst_at(limiter, start + 1h, start + 1h) == 4U);
}

BOOST_AUTO_TEST_CASE(a_part_of_a_unit_in_the_burst_shortens_the_first_wait) {
  rate_limiter limiter{{.rate = 10, .capacity = 1.5}, start};
  BOOST_TEST((depart(limiter, start) == start));
  BOOST_TEST((depart(limiter, start) == start + 50ms));
  BOOST_TEST((depart(limiter, start) == start + 150ms));
}

BOOST_AUTO_TEST_CASE(the_edge_of_a_second_does_not_let_twice_the_rate_through) {
  // A fixed window admits one window's worth before its edge and another one behind it.
  departures seen;
  rate_limiter limiter{{.rate = 100, .capacity = 1}, start};
  for (time_point now = start + 990ms; now < start + 2s;) seen.add(now = depart(limiter, now));
  BOOST_TEST(seen.most_within(1s) <= 101U);
}

BOOST_AUTO_TEST_CASE(a_batch_goes_only_when_the_largest_would_and_pays_for_what_it_holds) {
  rate_limiter limiter{{.rate = 1000, .capacity = 500, .admits = 500}, start};
  BOOST_TEST((depart(limiter, start, 500) == start));
  BOOST_TEST((depart(limiter, start, 100) == start + 500ms));
  BOOST_TEST((depart(limiter, start, 1) == start + 600ms));
  BOOST_TEST((depart(limiter, start, 1) == start + 601ms));
}

BOOST_AUTO_TEST_CASE(no_window_of_any_pattern_holds_more_than_burst_and_rate_allow) {
  for (auto const seed : seeds) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 40; ++round) {
      // From one in 17 minutes to a million a second.
      std::uint64_t const rate_1024 = 1 + random() % (std::uint64_t{1} << (1 + random() % 30));
      std::uint64_t const burst = 1 + random() % (1U << (random() % 8));
      rate_limiter limiter{{.rate = static_cast<double>(rate_1024) / 1024, .capacity = static_cast<double>(burst)},
                           start};
      auto const interval = static_cast<std::uint64_t>(1024e9 / static_cast<double>(rate_1024));
      departures seen;
      time_point now = start;
      for (int i = 0; i < 1000; ++i) {
        // Saturated for a while, then idle for something between a moment and many intervals.
        if (random() % 8 == 0) now += duration{random() % (interval * (1U << (random() % 8)) + 2)};
        seen.add(now = depart(limiter, now));
      }
      BOOST_TEST(seen.worst_excess(rate_1024, burst) <= 0.0L);
    }
  }
}

BOOST_AUTO_TEST_CASE(no_window_holds_more_numbers_than_a_batch_and_the_rate_allow) {
  for (auto const seed : seeds) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 20; ++round) {
      std::uint64_t const rate_1024 = 1024 * (1 + random() % (1U << (1 + random() % 17)));
      std::uint64_t const largest = 100 + random() % 401;
      auto const capacity = static_cast<double>(largest);
      rate_limiter limiter{{.rate = static_cast<double>(rate_1024) / 1024, .capacity = capacity, .admits = capacity},
                           start};
      departures seen;
      time_point now = start;
      for (int i = 0; i < 1000; ++i) {
        std::uint64_t const units = random() % 4 == 0 ? 1 : 1 + random() % largest;
        if (random() % 8 == 0) now += duration{random() % 2'000'000'000};
        now = depart(limiter, now, units);
        seen.add(now, units);
      }
      BOOST_TEST(seen.worst_excess(rate_1024, largest) <= 0.0L);
    }
  }
}

BOOST_AUTO_TEST_CASE(no_interval_is_shorter_than_the_rate_says_nor_a_nanosecond_longer) {
  __extension__ using wide = unsigned __int128;
  for (auto const seed : seeds) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 1000; ++i) {
      // The rate is mantissa / 2^exponent exactly: 2^-32/s (an interval of 136 years) to 2^30/s.
      auto const mantissa = (std::uint64_t{1} << 52) | (random() >> 12);
      auto const exponent = static_cast<int>(23 + random() % 62);
      rate_limiter limiter{{.rate = std::ldexp(static_cast<double>(mantissa), -exponent), .capacity = 1}, start};
      limiter.charge(start, start, 1);
      auto const interval = static_cast<std::uint64_t>((limiter.due() - start).count());
      BOOST_TEST((wide{interval} * mantissa >= wide{1'000'000'000} << exponent));
      BOOST_TEST((wide{interval - 1} * mantissa < wide{1'000'000'000} << exponent));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_saturated_caller_gets_the_rate_at_every_rate) {
  for (double const rate : {1e-9, 1e-3, 0.3, 1.0, 3.0, 7.0, 33.3, 200.0, 999.0, 12345.6, 99'999.0}) {
    for (double const burst : {1.0, 2.0, 50.0}) {
      BOOST_TEST_INFO_SCOPE("rate " << rate << " burst " << burst);
      rate_limiter limiter{{.rate = rate, .capacity = burst}, start};
      int const count = rate < 1e-6 ? 5 : 100'000;
      time_point now = start;
      for (int i = 0; i < count + static_cast<int>(burst); ++i) now = depart(limiter, now);
      double const got = count / std::chrono::duration<double>{now - start}.count();
      BOOST_TEST(got >= 0.9999 * rate);
      BOOST_TEST(got <= rate * (1 + 1e-15));
    }
  }
}

BOOST_AUTO_TEST_CASE(an_interval_of_a_third_of_a_second_does_not_drift_in_a_year) {
  // With room in the bucket no departure waits for a whole nanosecond, so only the interval's own rounding could add
  // up.
  rate_limiter limiter{{.rate = 3, .capacity = 2}, start};
  constexpr int year = 365 * 24 * 3600;
  time_point now = start;
  for (int i = 0; i < 1 + 3 * year / 100; ++i) now = depart(limiter, now);
  BOOST_TEST((depart(limiter, now) - start >= std::chrono::seconds{year / 100}));
  BOOST_TEST((now - start <= std::chrono::seconds{year / 100} + 1us));
}

BOOST_AUTO_TEST_CASE(a_billion_a_second_are_a_nanosecond_apart) {
  rate_limiter limiter{{.rate = 1e9, .capacity = 1}, start};
  for (int i = 0; i < 1000; ++i) BOOST_TEST(duration{depart(limiter, start) - start}.count() == i);
}

BOOST_AUTO_TEST_CASE(one_in_decades_is_told_without_overflow) {
  rate_limiter limiter{{.rate = 1e-9, .capacity = 1}, start};
  depart(limiter, start);
  BOOST_TEST((limiter.due() - start > 1'000'000'000s - 1s));
  BOOST_TEST((limiter.due() - start < 1'000'000'000s + 1s));
  rate_limiter numbers{{.rate = 1e-9, .capacity = 500, .admits = 500}, start};
  depart(numbers, start, 500);
  BOOST_TEST((numbers.due() == time_point::max()));
}

BOOST_AUTO_TEST_CASE(a_burst_beyond_the_end_of_time_is_still_a_burst) {
  rate_limiter limiter{{.rate = 1e-9, .capacity = 1'000'000}, start};
  std::size_t count = 0;
  for (; limiter.due() <= start; ++count) limiter.charge(start, start, 1);
  BOOST_TEST(count == 1'000'000U);
}

BOOST_AUTO_TEST_CASE(rates_beyond_reason_do_not_overflow) {
  for (double const rate : {0.0, 5e-324, 1e-300, 1e-30, 1e30, 1e300}) {
    for (double const capacity : {1.0, 1e9, 1e300}) {
      BOOST_TEST_INFO_SCOPE("rate " << rate << " capacity " << capacity);
      rate_limiter limiter{{.rate = rate, .capacity = capacity}, start};
      for (int i = 0; i < 100; ++i) limiter.charge(start, start, 1'000'000'000'000);
      bool const never = rate > 0 && rate < 1;
      BOOST_TEST((never ? limiter.due() == time_point::max() : limiter.due() <= start + 1h));
    }
  }
}

BOOST_AUTO_TEST_CASE(thirty_idle_years_are_one_burst) {
  constexpr auto years = 30 * 365 * 24h;
  for (double const rate : {0.001, 200.0, 1e6}) {
    rate_limiter limiter{{.rate = rate, .capacity = 5}, start};
    burst_at(limiter, start, start);
    BOOST_TEST(burst_at(limiter, start + years, start + years) == 5U);
  }
}

BOOST_AUTO_TEST_CASE(instants_at_both_ends_of_the_clock_do_not_overflow) {
  rate_limiter limiter{{.rate = 0.5, .capacity = 2}, time_point::min()};
  BOOST_TEST((limiter.due() == time_point::min()));
  limiter.charge(time_point::min(), time_point::min(), 1);
  limiter.charge(time_point::max(), time_point::min(), 1);
  BOOST_TEST((limiter.due() <= time_point::max()));
}

BOOST_AUTO_TEST_CASE(a_departure_counts_from_the_instant_it_was_told) {
  rate_limiter limiter{{.rate = 200, .capacity = 1}, start};
  limiter.charge(start, start, 1);
  limiter.charge(start + 5ms + 300us, start + 5ms, 1);
  BOOST_TEST((limiter.due() == start + 10ms));
}

BOOST_AUTO_TEST_CASE(a_stall_is_caught_up_by_one_slot_at_most) {
  rate_limiter limiter{{.rate = 200, .capacity = 1}, start};
  limiter.charge(start, start, 1);
  BOOST_TEST(burst_at(limiter, start + 1h, start + 5ms) == 2U);
}

BOOST_AUTO_TEST_CASE(a_stall_at_a_high_rate_is_caught_up_by_a_millisecond_at_most) {
  rate_limiter limiter{{.rate = 10'000, .capacity = 1}, start};
  limiter.charge(start, start, 1);
  BOOST_TEST(burst_at(limiter, start + 1h, start + 100us) == 11U);
}

BOOST_AUTO_TEST_CASE(another_rate_counts_from_the_last_departure) {
  rate_limiter limiter{{.rate = 100, .capacity = 1}, start};
  limiter.charge(start, start, 1);
  limiter.change_rate(50, start);
  BOOST_TEST((limiter.due() == start + 20ms));
  limiter.change_rate(200, start);
  BOOST_TEST((limiter.due() == start + 5ms));
  limiter.change_rate(0, start);
  BOOST_TEST((limiter.due() == start));
  limiter.change_rate(10, start + 1s);  // nothing is owed for the time without a limit
  BOOST_TEST((limiter.due() <= start + 1s));
}

BOOST_AUTO_TEST_SUITE_END()

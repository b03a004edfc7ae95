#include "gate/retry_budget.hpp"

#include <boost/test/unit_test.hpp>
#include <random>

#include "departures.hpp"

using namespace std::chrono_literals;
using rcs::duration;
using rcs::retry_budget;
using rcs::time_point;
using rcs::test::start;

namespace {

int spend(retry_budget& budget, time_point now) {
  int count = 0;
  for (; budget.allowed(now); ++count) budget.retried(now);
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(retry_budget_test)

BOOST_AUTO_TEST_CASE(a_few_retries_are_there_from_the_start) {
  retry_budget budget{0.2, start};
  BOOST_TEST(spend(budget, start) == retry_budget::initial);
}

BOOST_AUTO_TEST_CASE(five_successes_earn_one_retry) {
  retry_budget budget{0.2, start};
  spend(budget, start);
  for (int i = 0; i < 4; ++i) budget.succeeded(start);
  BOOST_TEST(!budget.allowed(start));
  budget.succeeded(start);
  BOOST_TEST(spend(budget, start) == 1);
}

BOOST_AUTO_TEST_CASE(an_empty_budget_refills_by_one_a_second) {
  for (double const share : {0.0, 0.2}) {
    retry_budget budget{share, start};
    spend(budget, start);
    BOOST_TEST(!budget.allowed(start + 1s - 1ns));
    BOOST_TEST(spend(budget, start + 1s) == 1);
    BOOST_TEST(spend(budget, start + 8s) == 7);
  }
}

BOOST_AUTO_TEST_CASE(the_instant_it_names_is_the_first_at_which_a_retry_may_go) {
  for (std::uint64_t const seed : {1U, 2U, 3U}) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    std::mt19937_64 random{seed};
    retry_budget budget{0.37, start};
    time_point now = start;
    for (int i = 0; i < 10'000; ++i) {
      now += duration{random() % 100'000'000};
      if (random() % 2 == 0) budget.succeeded(now);
      time_point const at = budget.allowed_at(now);
      BOOST_TEST(budget.allowed(at));
      BOOST_TEST((at == now || !budget.allowed(at - 1ns)));
      if (budget.allowed(now)) budget.retried(now);
    }
  }
}

BOOST_AUTO_TEST_CASE(it_holds_no_more_than_a_hundred) {
  retry_budget idle{0.2, start};
  BOOST_TEST(spend(idle, start + 30 * 365 * 24h) == retry_budget::most);
  retry_budget busy{0.2, start};
  for (int i = 0; i < 100'000; ++i) busy.succeeded(start);
  BOOST_TEST(spend(busy, start) == retry_budget::most);
  retry_budget generous{1e300, start};
  generous.succeeded(start);
  BOOST_TEST(spend(generous, start) == retry_budget::most);
}

BOOST_AUTO_TEST_CASE(an_overdraft_is_paid_back_before_the_next_retry) {
  retry_budget budget{0, start};
  for (int i = 0; i < retry_budget::initial + 3; ++i) budget.retried(start);
  BOOST_TEST((budget.allowed_at(start) == start + 4s));
}

BOOST_AUTO_TEST_CASE(retries_never_exceed_their_share_and_floor_in_any_window) {
  for (std::uint64_t const seed : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U}) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    std::mt19937_64 random{seed};
    double const share = static_cast<double>(random() % 100) / 100;
    retry_budget budget{share, start};
    time_point now = start;
    double retries = 0;
    double successes = 0;
    double least = 0;  // of retries - what was earned, up to any instant so far
    for (int i = 0; i < 20'000; ++i) {
      if (random() % 3 == 0) now += duration{random() % (random() % 100 == 0 ? 200'000'000'000 : 500'000'000)};
      bool const success = random() % 3 == 0;
      if (success) {
        budget.succeeded(now);
        ++successes;
      } else if (budget.allowed(now)) {
        budget.retried(now);
        ++retries;
      }
      double const earned = share * successes + std::chrono::duration<double>{now - start}.count();
      BOOST_TEST(retries <= retry_budget::initial + earned + 1e-6);
      BOOST_TEST(retries - earned <= least + retry_budget::most + 1e-6);
      least = std::min(least, retries - earned);
    }
    BOOST_TEST(retries > 0);
  }
}

BOOST_AUTO_TEST_SUITE_END()

#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <map>
#include <random>
#include <set>

#include "support/virtual_run.hpp"

namespace {

using namespace rcs;
using namespace rcs::test;
using namespace std::chrono_literals;
namespace data = boost::unit_test::data;

/// What holds of every run, whatever happened in it.
void check_invariants(virtual_run const& run, std::size_t rows) {
  BOOST_TEST_CONTEXT("seed " << run.seed) {
    BOOST_TEST(!run.deadlocked);
    BOOST_TEST(run.totals.rows <= rows);
    if (run.totals.complete()) BOOST_TEST(run.totals.rows == rows);
    std::uint64_t sum = 0;
    for (auto const count : run.totals.outcomes) sum += count;
    BOOST_TEST(sum == run.totals.rows);
    std::set<std::uint64_t> settled;
    for (auto const& row : run.rows) BOOST_TEST(settled.insert(row.row).second, "row " << row.row << " twice");
    auto const without_row =
        run.totals.of(outcome::duplicate) + (run.totals.complete() ? 0 : run.totals.of(outcome::not_asked));
    BOOST_TEST(settled.size() + without_row == run.totals.rows);
    BOOST_TEST(run.log.bad_sizes == 0U);
    BOOST_TEST(run.log.requests == run.totals.requests_sent);
    BOOST_TEST(run.log.most_in_flight <= run.workers);
    BOOST_TEST(run.left_in_flight == 0U);
  }
}

std::uint64_t rejected_in(virtual_run const& run) {
  return run.totals.of(outcome::rejected);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pipeline)

BOOST_DATA_TEST_CASE(every_list_length_is_answered_with_the_fewest_legal_requests,
                     data::make({0, 1, 99, 100, 101, 499, 500, 501, 550, 599, 600, 1050, 5050}), rows) {
  virtual_run run;
  run(generated_rows(static_cast<std::size_t>(rows)));
  check_invariants(run, static_cast<std::size_t>(rows));
  BOOST_TEST(run.totals.complete());
  BOOST_TEST(run.totals.retryable() == 0U);
  auto const fewest = rows < 100 ? rows : (rows + 499) / 500;
  BOOST_TEST(run.log.requests == static_cast<std::uint64_t>(fewest));
}

BOOST_AUTO_TEST_CASE(a_list_without_numbers_ends_without_a_request) {
  virtual_run run;
  run({"", "hello", "12"});
  check_invariants(run, 3);
  BOOST_TEST(run.totals.complete());
  BOOST_TEST(run.totals.of(outcome::invalid) == 3U);
  BOOST_TEST(run.log.requests == 0U);
}

BOOST_AUTO_TEST_CASE(repeats_are_counted_and_asked_once) {
  auto rows = generated_rows(300);
  auto const again = rows;
  rows.insert(rows.end(), again.begin(), again.end());
  virtual_run run;
  run(rows);
  check_invariants(run, 600);
  BOOST_TEST(run.totals.of(outcome::duplicate) == 300U);
  BOOST_TEST(run.totals.unique.value() == 300U);
  BOOST_TEST(run.log.requests == 1U);
}

BOOST_AUTO_TEST_CASE(kept_repeats_are_each_asked_and_have_their_row) {
  auto rows = generated_rows(300);
  auto const again = rows;
  rows.insert(rows.end(), again.begin(), again.end());
  virtual_run run;
  run.options.repeats = duplicates::keep;
  run(rows);
  check_invariants(run, 600);
  BOOST_TEST(run.rows.size() == 600U);
  BOOST_TEST(run.totals.of(outcome::duplicate) == 0U);
}

BOOST_AUTO_TEST_CASE(held_remainders_end_as_not_asked) {
  virtual_run run;
  run.options.rest = remainder::hold;
  run(generated_rows(42));
  check_invariants(run, 42);
  BOOST_TEST(run.totals.complete());
  BOOST_TEST(run.totals.of(outcome::not_asked) == 42U);
  BOOST_TEST(run.rows.size() == 42U);
  BOOST_TEST(run.log.requests == 0U);
}

BOOST_DATA_TEST_CASE(mixed_faults_lose_nothing, data::xrange(40), seed) {
  virtual_run run;
  run.seed = static_cast<std::uint64_t>(seed) + 1;
  run.server.server_errors = 0.05;
  run.server.throttled = 0.03;
  run.server.retry_after = seed % 2 == 0 ? "1" : "";
  run.server.resets = 0.04;
  run.server.timeouts = 0.02;
  run.server.html = 0.02;
  run.server.missing = 0.01;
  run.server.missing_once = 0.01;
  run.server.poison = seed % 4 == 0 ? 0.001 : 0;
  run.options.attempts = 12;
  auto const rows = 3000U + static_cast<unsigned>(seed) * 37;
  run(generated_rows(rows));
  check_invariants(run, rows);
  BOOST_TEST_CONTEXT("seed " << run.seed << " why " << run.totals.why) {
    if (run.totals.how == ending::finished) {
      BOOST_TEST(run.log.asked_after_answer == 0U);
      BOOST_TEST(run.totals.of(outcome::enabled) + run.totals.of(outcome::not_enabled) > rows * 9 / 10);
    } else {
      // Only a first answer that is no good may end such a run.
      BOOST_TEST((run.totals.how == ending::refused));
      BOOST_TEST(run.log.requests <= 3U);
    }
  }
}

BOOST_AUTO_TEST_CASE(missing_numbers_are_asked_again_and_then_called_missing) {
  virtual_run run;
  run.server.missing = 0.02;
  run.server.missing_once = 0.05;
  run(generated_rows(20'000));
  check_invariants(run, 20'000);
  BOOST_TEST(run.totals.complete());
  system_time const time;
  model_upstream const oracle{run.server, time, {}, run.seed};
  std::size_t permanent = 0;
  for (std::uint64_t n = 0; n < 20'000; ++n) permanent += oracle.is_missing(*number::from_value(99'900'000'000 + n));
  BOOST_TEST(run.totals.of(outcome::missing) >= permanent);
  // Those left out once were found when asked again, but for a few at the end that had no company to be asked in.
  BOOST_TEST(run.totals.of(outcome::missing) <= permanent + 30);
  BOOST_TEST(run.totals.of(outcome::not_enabled) > 0U);
}

BOOST_AUTO_TEST_CASE(a_poison_number_is_rejected_alone_within_the_price_list) {
  virtual_run run;
  run.server.poison = 0.0004;
  run(generated_rows(10'000));
  check_invariants(run, 10'000);
  system_time const time;
  model_upstream const oracle{run.server, time, {}, run.seed};
  std::size_t poisoned = 0;
  for (std::uint64_t n = 0; n < 10'000; ++n) poisoned += oracle.is_poison(*number::from_value(99'900'000'000 + n));
  BOOST_TEST(poisoned > 0U);
  BOOST_TEST(rejected_in(run) == poisoned);
  BOOST_TEST(run.totals.of(outcome::failed) == 0U);
  BOOST_TEST(run.log.requests <= 20 + 140 * poisoned);
}

BOOST_DATA_TEST_CASE(poison_never_costs_more_than_a_tenth_of_the_requests_and_a_thousand,
                     data::make({0.001, 0.01, 0.1}), share) {
  virtual_run run;
  run.server.poison = share;
  run.server.spared = 500;  // a refusal of the first request would end the run
  run(generated_rows(100'000));
  check_invariants(run, 100'000);
  auto const plain = 200U;
  BOOST_TEST(run.log.requests <= plain + run.log.requests / 10 + 1000 + run.totals.requests_retried);
  BOOST_TEST(run.totals.complete());
}

BOOST_DATA_TEST_CASE(a_useless_key_or_account_costs_one_request, data::make({401, 403, 404, 302, 405, 415}), status) {
  virtual_run run;
  run.server.status = status;
  run(generated_rows(10'000));
  check_invariants(run, 10'000);
  BOOST_TEST((run.totals.how == ending::refused));
  BOOST_TEST(run.log.requests == 1U);
  BOOST_TEST(run.rows.empty());
  BOOST_TEST(run.totals.of(outcome::not_asked) == run.totals.rows);
}

BOOST_AUTO_TEST_CASE(rcs_not_enabled_on_the_account_costs_one_request) {
  virtual_run run;
  run.server.status = 400;
  run.server.body = R"({"code":"RCS601","message":"RCS channel not enabled"})";
  run(generated_rows(10'000));
  BOOST_TEST((run.totals.how == ending::refused));
  BOOST_TEST(run.log.requests == 1U);
}

BOOST_AUTO_TEST_CASE(a_key_that_dies_is_confirmed_by_one_more_request) {
  virtual_run run;
  run.server.dead_after = 20;
  run(generated_rows(50'000));
  check_invariants(run, 50'000);
  BOOST_TEST((run.totals.how == ending::refused));
  // Those that were out when the first refusal came, and one more.
  BOOST_TEST(run.log.requests <= 20 + run.workers + 1);
  BOOST_TEST(run.totals.of(outcome::enabled) + run.totals.of(outcome::not_enabled) == 20U * 500);
}

BOOST_AUTO_TEST_CASE(one_request_is_out_until_one_has_succeeded) {
  virtual_run run;
  run.server.latency = 100ms;
  run.server.jitter = 0ms;
  run(generated_rows(5000));
  auto const& at = run.log.departures;
  BOOST_TEST_REQUIRE(at.size() == 10U);
  BOOST_TEST((at[1] - at[0] >= 100ms));
  BOOST_TEST((at[2] - at[1] < 100ms));
}

BOOST_AUTO_TEST_CASE(no_second_has_more_departures_than_burst_and_rate) {
  virtual_run run;
  run.gate.rate = 200;
  run.gate.burst = 1;
  run.workers = 64;
  run(generated_rows(500 * 2000));
  check_invariants(run, 500 * 2000);
  auto const& at = run.log.departures;
  BOOST_TEST_REQUIRE(at.size() == 2000U);
  std::size_t first = 0;
  std::size_t most = 0;
  for (std::size_t last = 0; last < at.size(); ++last) {
    while (at[last] - at[first] > 1s) ++first;
    most = std::max(most, last - first + 1);
  }
  BOOST_TEST(most <= 201U);
  BOOST_TEST((run.took <= 10s * 1.01 + 200ms));
}

BOOST_AUTO_TEST_CASE(a_throttling_upstream_is_left_alone_and_nothing_is_lost) {
  virtual_run run;
  run.server.throttled = 0.1;
  run.server.retry_after = "2";
  run(generated_rows(50'000));
  check_invariants(run, 50'000);
  BOOST_TEST(run.totals.complete());
  BOOST_TEST(run.totals.retryable() == 0U);
}

BOOST_AUTO_TEST_CASE(a_retry_after_beyond_the_stall_time_ends_the_run_at_once) {
  virtual_run run;
  run.server.status = 429;
  run.server.retry_after = "86400";
  run(generated_rows(5000));
  check_invariants(run, 5000);
  BOOST_TEST((run.totals.how == ending::stalled));
  BOOST_TEST((run.took < 1min), "took " << run.took.count());
}

BOOST_AUTO_TEST_CASE(a_quota_that_is_used_up_stalls_the_run) {
  virtual_run run;
  run.server.status = 429;
  run.options.stall = 10min;
  run(generated_rows(5000));
  check_invariants(run, 5000);
  BOOST_TEST((run.totals.how == ending::stalled));
  BOOST_TEST((run.took >= 10min));
  BOOST_TEST((run.took <= 11min));
  BOOST_TEST(run.rows.empty());
}

BOOST_AUTO_TEST_CASE(attempts_used_up_end_as_failed_with_their_class) {
  virtual_run run;
  run.server.status = 500;
  run.options.attempts = 3;
  run(generated_rows(1000));
  check_invariants(run, 1000);
  BOOST_TEST(run.totals.complete());
  BOOST_TEST(run.totals.of(outcome::failed) == 1000U);
  BOOST_TEST(run.log.requests == 6U);
  BOOST_TEST(run.rows.front().detail.starts_with("server_error"));
  BOOST_TEST(run.rows.front().attempts == 3U);
}

BOOST_AUTO_TEST_CASE(the_budget_ends_the_run_before_the_request_that_would_be_too_much) {
  for (std::uint64_t const budget : {1U, 499U, 500U, 1750U, 2000U}) {
    virtual_run run;
    run.options.budget_numbers = budget;
    run(generated_rows(5000));
    check_invariants(run, 5000);
    BOOST_TEST((run.totals.how == ending::over_budget));
    BOOST_TEST(run.log.requests == budget / 500);
    BOOST_TEST(run.rows.size() == budget / 500 * 500);
    BOOST_TEST(run.totals.rows == run.rows.size() + run.totals.of(outcome::not_asked));
  }
}

BOOST_AUTO_TEST_CASE(a_budget_that_is_enough_is_no_end) {
  virtual_run run;
  run.options.budget_numbers = 5000;
  run(generated_rows(5000));
  check_invariants(run, 5000);
  BOOST_TEST(run.totals.complete());
}

BOOST_AUTO_TEST_CASE(the_deadline_ends_the_run_without_rows_for_what_is_open) {
  virtual_run run;
  run.options.deadline = 3s;
  run.server.latency = 1s;
  run(generated_rows(50'000));
  check_invariants(run, 50'000);
  BOOST_TEST((run.totals.how == ending::deadline));
  BOOST_TEST((run.took <= 5s));
  BOOST_TEST(run.totals.of(outcome::not_asked) > 0U);
  BOOST_TEST(run.totals.of(outcome::enabled) > 0U);
}

BOOST_AUTO_TEST_CASE(a_stopped_run_lets_what_is_out_settle) {
  virtual_run run;
  run.stop_after = 1050ms;
  run.server.latency = 500ms;
  run.server.jitter = 0ms;
  run(generated_rows(50'000));
  check_invariants(run, 50'000);
  BOOST_TEST((run.totals.how == ending::interrupted));
  BOOST_TEST(run.rows.size() == run.log.requests * 500);
}

BOOST_AUTO_TEST_CASE(a_drain_ends_when_its_time_is_over) {
  virtual_run run;
  run.stop_after = 2s;
  run.server.latency = 1h;
  run.options.drain = 5s;
  run.options.stall = 24h;
  run(generated_rows(5000));
  check_invariants(run, 5000);
  BOOST_TEST((run.totals.how == ending::interrupted));
  BOOST_TEST((run.took <= 8s));
  BOOST_TEST(run.rows.empty());
}

BOOST_AUTO_TEST_CASE(a_tight_bound_on_unsettled_numbers_still_finishes) {
  virtual_run run;
  run.options.max_unsettled = 1000;
  run.server.missing_once = 0.05;
  run.server.server_errors = 0.1;
  run.options.attempts = 20;
  run(generated_rows(20'000));
  check_invariants(run, 20'000);
  BOOST_TEST(run.totals.complete());
}

BOOST_AUTO_TEST_CASE(a_worker_that_waits_for_a_connection_in_vain_does_not_keep_the_run) {
  virtual_run run;
  run.server.most_connections = 2;
  run(generated_rows(10'000));
  check_invariants(run, 10'000);
  BOOST_TEST(run.totals.complete(), run.totals.why);
  BOOST_TEST((run.took < 5s));
}

BOOST_AUTO_TEST_CASE(the_same_seed_replays_exactly) {
  auto const once = [] {
    virtual_run run;
    run.seed = 7;
    run.server.server_errors = 0.1;
    run.server.throttled = 0.05;
    run(generated_rows(10'000));
    return run;
  };
  auto const first = once();
  auto const second = once();
  BOOST_TEST((first.took == second.took));
  BOOST_TEST((first.log.departures == second.log.departures));
}

BOOST_AUTO_TEST_CASE(connections_that_die_while_waiting_for_leave_cost_neither_attempts_nor_slots) {
  virtual_run run;
  run.server.idle_limit = 400ms;  // less than the time between two departures
  run.server.jitter = 0ms;
  run.gate.rate = 2;
  run(generated_rows(5000));
  check_invariants(run, 5000);
  BOOST_TEST(run.totals.complete());
  BOOST_TEST(run.log.died_idle > 0U);
  BOOST_TEST(run.log.requests == 10U);
  BOOST_TEST((run.took == 9 * 500ms + run.server.latency));
  for (auto const& row : run.rows) BOOST_TEST(row.attempts == 1U);
}

BOOST_DATA_TEST_CASE(a_run_whose_first_answer_is_about_other_numbers_stops, data::make({false, true}), proven) {
  virtual_run run;
  run.server.foreign = 1.0;
  run.workers = 1;
  run.proven_before = proven;
  run(generated_rows(1000));
  check_invariants(run, 1000);
  BOOST_TEST((run.totals.how == ending::refused));
  BOOST_TEST(run.log.requests == 1U);
  BOOST_TEST(run.totals.why.find("about other numbers") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

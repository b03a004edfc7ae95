#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <map>
#include <random>

#include "support/virtual_run.hpp"

// A run that is killed at any instant, and another that goes on from the last state that was saved.

namespace {

using namespace rcs;
using namespace rcs::test;
using namespace std::chrono_literals;
namespace data = boost::unit_test::data;

constexpr std::size_t list_length = 6000;

/// Numbers, with invalid rows and repeats among them.
std::vector<std::string> messy_rows() {
  auto rows = generated_rows(list_length);
  for (std::size_t i = 7; i < rows.size(); i += 50) rows[i] = "no number";
  for (std::size_t i = 100; i < rows.size(); i += 90) rows[i] = rows[i - 60];
  for (std::size_t i = 2000; i < 2600; ++i) rows[i] = rows[i - 2000];
  return rows;
}

/// A slow run with faults in it, so that there are states in the middle of everything.
virtual_run troubled(std::uint64_t seed) {
  virtual_run run;
  run.seed = seed;
  run.server.latency = 300ms;
  run.server.jitter = 400ms;
  run.server.server_errors = 0.15;
  run.workers = 4;
  run.options.max_unsettled = 2000;
  run.options.save_every = 10ms;
  return run;
}

std::map<std::uint64_t, std::pair<number, outcome>> by_row(std::vector<kept_row> const& rows) {
  std::map<std::uint64_t, std::pair<number, outcome>> made;
  for (auto const& one : rows) {
    BOOST_TEST(made.emplace(one.row, std::pair{one.asked, one.what}).second, "row " << one.row << " twice");
  }
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(resume)

BOOST_DATA_TEST_CASE(a_run_killed_anywhere_and_resumed_gives_every_row_once, data::xrange(1, 21), seed) {
  auto const cells = messy_rows();
  auto undisturbed = troubled(static_cast<std::uint64_t>(seed));
  undisturbed(cells);
  BOOST_TEST_REQUIRE(undisturbed.totals.complete());
  BOOST_TEST_REQUIRE(undisturbed.states.size() > 5U);
  std::mt19937 random{static_cast<unsigned>(seed)};

  // Killed three times: each run goes on from some state of the one before, and what it wrote after that is gone.
  std::vector<kept_row> kept;
  run_state from;
  for (int kill = 0; kill < 4; ++kill) {
    auto run = troubled(static_cast<std::uint64_t>(seed * 10 + kill));
    run.resume = &from;
    run(cells);
    BOOST_TEST_REQUIRE(!run.deadlocked);
    BOOST_TEST(run.log.bad_sizes == 0U);
    auto rows = std::move(run.rows);
    if (kill < 3 && !run.states.empty()) {
      auto const& at = run.states[random() % run.states.size()];
      rows.resize(at.rows);
      from = at.state;
    } else {
      BOOST_TEST(run.totals.complete(), run.totals.why);
      BOOST_TEST(run.totals.rows == undisturbed.totals.rows);
      BOOST_TEST(*run.totals.unique == *undisturbed.totals.unique);
      BOOST_TEST((run.totals.outcomes == undisturbed.totals.outcomes));
      BOOST_TEST((run.totals.carriers == undisturbed.totals.carriers));
      BOOST_TEST(run.totals.requests_sent >= undisturbed.totals.requests_bulk / 2);
    }
    kept.insert(kept.end(), rows.begin(), rows.end());
  }
  BOOST_TEST((by_row(kept) == by_row(undisturbed.rows)));
}

BOOST_AUTO_TEST_CASE(a_state_holds_what_is_in_flight_and_not_the_list) {
  auto run = troubled(3);
  run(messy_rows());
  for (auto const& one : run.states) {
    // No more gaps than there are numbers unsettled.
    BOOST_TEST(one.state.settled.beyond().size() <= run.options.max_unsettled);
    std::uint64_t written = 0;
    for (auto const count : one.state.written) written += count;
    BOOST_TEST(written == one.rows);
  }
  BOOST_TEST(run.states.back().state.settled.low_water() == list_length);
  BOOST_TEST(run.states.back().state.settled.beyond().empty());
}

BOOST_AUTO_TEST_CASE(a_settled_row_waits_no_longer_for_its_state_than_was_asked_for) {
  virtual_run run;
  run.options.save_every = 200ms;
  run.server.latency = 1s;
  run.server.jitter = 0ms;
  run.workers = 1;
  run(generated_rows(1000));
  // Two answers, a second apart; each state comes by itself, though nothing else is written.
  BOOST_TEST(run.states.size() == 2U);
  BOOST_TEST(run.states.front().rows == 500U);
  BOOST_TEST((run.states.front().state.totals.elapsed == 1200ms));
}

BOOST_AUTO_TEST_CASE(a_run_that_had_settled_everything_asks_nothing) {
  auto run = troubled(5);
  run(messy_rows());
  auto again = troubled(6);
  again.resume = &run.states.back().state;
  again(messy_rows());
  BOOST_TEST(again.totals.complete());
  BOOST_TEST(again.log.requests == 0U);
  BOOST_TEST(again.rows.empty());
  BOOST_TEST((again.totals.outcomes == run.totals.outcomes));
  BOOST_TEST(again.totals.requests_sent == run.totals.requests_sent);
  BOOST_TEST((again.totals.latency_p99 == run.totals.latency_p99));
}

BOOST_AUTO_TEST_CASE(a_run_stopped_while_it_still_reads_what_is_settled_balances) {
  auto run = troubled(7);
  run(messy_rows());
  auto again = troubled(8);
  again.resume = &run.states[run.states.size() / 2].state;
  again.stopped_before = true;
  again(messy_rows());
  BOOST_TEST((again.totals.how == ending::interrupted), again.totals.why);
  BOOST_TEST(again.log.requests == 0U);
  std::uint64_t sum = 0;
  for (auto const count : again.totals.outcomes) sum += count;
  BOOST_TEST(sum == again.totals.rows);
  BOOST_TEST(again.totals.rows >= again.resume->settled.last());
}

BOOST_AUTO_TEST_CASE(a_run_whose_key_died_at_half_time_goes_on_with_a_good_one) {
  auto const cells = messy_rows();
  auto run = troubled(13);
  run.server.server_errors = 0;
  run.server.dead_after = 6;
  run(cells);
  BOOST_TEST((run.totals.how == ending::refused), run.totals.why);
  BOOST_TEST(!run.totals.complete());
  BOOST_TEST_REQUIRE(!run.states.empty());
  BOOST_TEST(run.states.back().rows == run.rows.size());  // all that was answered is saved
  auto again = troubled(14);
  again.resume = &run.states.back().state;
  again(cells);
  BOOST_TEST(again.totals.complete());
  auto kept = run.rows;
  kept.insert(kept.end(), again.rows.begin(), again.rows.end());
  BOOST_TEST(by_row(kept).size() == kept.size());
  BOOST_TEST(again.totals.of(outcome::not_asked) == 0U);
}

BOOST_AUTO_TEST_CASE(a_run_whose_unsettled_numbers_are_refused_is_resumed) {
  // The bad numbers are among the first that every resumption asks.
  virtual_run run;
  run.server.poison = 0.005;
  run.server.spared = 1000;
  run.options.save_every = 10ms;
  run.options.max_unsettled = 2000;
  run(generated_rows(list_length));
  BOOST_TEST_REQUIRE(run.totals.complete(), run.totals.why);
  BOOST_TEST_REQUIRE(run.states.size() > 5U);
  for (std::size_t i = 0; i < run.states.size(); i += run.states.size() / 6) {
    auto again = run;
    again.resume = &run.states[i].state;
    again(generated_rows(list_length));
    BOOST_TEST(again.totals.complete(), again.totals.why);
    BOOST_TEST(again.totals.rows == run.totals.rows);
  }
}

BOOST_AUTO_TEST_CASE(an_input_shorter_than_what_was_settled_is_an_error) {
  auto run = troubled(9);
  run(messy_rows());
  auto again = troubled(10);
  again.resume = &run.states.back().state;
  auto shorter = messy_rows();
  shorter.resize(100);
  again(shorter);
  BOOST_TEST((again.totals.how == ending::input_failed), again.totals.why);
}

BOOST_AUTO_TEST_CASE(rows_that_are_kept_twice_are_resumed_by_row) {
  auto const cells = messy_rows();
  auto run = troubled(11);
  run.options.repeats = duplicates::keep;
  run(cells);
  auto const& at = run.states[run.states.size() / 3];
  auto kept = run.rows;
  kept.resize(at.rows);
  auto again = troubled(12);
  again.options.repeats = duplicates::keep;
  again.resume = &at.state;
  again(cells);
  BOOST_TEST(again.totals.complete());
  kept.insert(kept.end(), again.rows.begin(), again.rows.end());
  BOOST_TEST((by_row(kept) == by_row(run.rows)));
}

BOOST_AUTO_TEST_SUITE_END()

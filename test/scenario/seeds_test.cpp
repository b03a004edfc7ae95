#include <fmt/format.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string_view>

#include "scenario/random_schedule.hpp"
#include "support/run_invariants.hpp"

namespace {

using namespace rcs;
using namespace rcs::test;

struct seed_range {
  std::uint64_t from = 1;
  std::uint64_t to = 1;
};

/// About ten seconds' worth, or what `RCS_SCENARIO_SEEDS=from..to` says.
seed_range seeds_to_play() {
#ifdef NDEBUG
  seed_range range{1, 4000};
#else
  seed_range range{1, 1000};
#endif
  auto const* const told = std::getenv("RCS_SCENARIO_SEEDS");
  if (told == nullptr) return range;
  std::string_view const text{told};
  auto const* const end = text.data() + text.size();
  auto const first = std::from_chars(text.data(), end, range.from);
  bool const dots = std::string_view{first.ptr, end}.starts_with("..");
  auto const last = dots ? std::from_chars(first.ptr + 2, end, range.to) : first;
  if (last.ec != std::errc{} || !dots || last.ptr != end)
    throw std::runtime_error{"RCS_SCENARIO_SEEDS is not from..to"};
  return range;
}

/// How many runs ended in which way.
using endings = std::array<std::uint64_t, 8>;

void report(std::uint64_t played, duration virtual_time, std::chrono::duration<double> took, endings const& how) {
  auto const hours = std::chrono::duration<double, std::ratio<3600>>{virtual_time}.count();
  auto const of = [&how](ending which) { return how.at(static_cast<std::size_t>(which)); };
  std::cout << fmt::format(
      "{} schedules, {:.0f} virtual hours, {:.1f} wall seconds, {:.0f} schedules a second; {} finished, {} refused, {} "
      "stalled, {} stopped or late\n",
      played, hours, took.count(), static_cast<double>(played) / took.count(), of(ending::finished),
      of(ending::refused), of(ending::stalled), of(ending::interrupted) + of(ending::deadline));
}

/// What does not hold of a run that was killed at some state, and of the one that went on from there over the same
/// rows.
std::vector<std::string> broken_by_resuming(kept_state const& at, std::vector<kept_row> const& before,
                                            virtual_run const& after, std::vector<std::string> const& cells) {
  std::vector<std::string> broken;
  std::map<std::uint64_t, int> times;
  for (std::size_t i = 0; i < at.rows; ++i) ++times[before[i].row];
  for (auto const& one : after.rows) {
    ++times[one.row];
    if (at.state.settled.contains(one.row)) broken.push_back(fmt::format("row {} was settled, and again", one.row));
  }
  for (auto const& [row, count] : times) {
    if (count != 1) broken.push_back(fmt::format("row {} is there {} times", row, count));
  }
  auto const& totals = after.totals;
  std::uint64_t sum = 0;
  for (auto const count : totals.outcomes) sum += count;
  if (sum != totals.rows) broken.push_back(fmt::format("{} rows, and {} outcomes", totals.rows, sum));
  if (after.deadlocked || after.endless) broken.emplace_back("it never ended");
  auto const repeats = totals.of(outcome::duplicate);
  if (totals.complete() && times.size() + repeats != cells.size()) broken.emplace_back("a row is lost");
  return broken;
}

void complain(random_schedule const& one, std::vector<std::string> const& broken) {
  auto text = fmt::format("seed {}: {}\n", one.run.seed, one.describe());
  for (auto const& line : broken) text += "  BROKEN: " + line + '\n';
  text += fmt::format("  replay: RCS_SCENARIO_SEEDS={0}..{0} {1} --run_test=seeds", one.run.seed,
                      boost::unit_test::framework::master_test_suite().argv[0]);
  BOOST_ERROR(text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seeds)

BOOST_AUTO_TEST_CASE(whatever_happens_the_invariants_hold) {
  auto const range = seeds_to_play();
  auto const began = std::chrono::steady_clock::now();
  duration virtual_time{};
  endings how{};
  for (auto seed = range.from; seed <= range.to; ++seed) {
    random_schedule one{seed};
    one.run(one.rows);
    virtual_time += one.run.took;
    ++how.at(static_cast<std::size_t>(one.run.totals.how));
    if (auto const broken = broken_invariants(one.run, one.rows); !broken.empty()) complain(one, broken);
  }
  report(range.to - range.from + 1, virtual_time, std::chrono::steady_clock::now() - began, how);
}

BOOST_AUTO_TEST_CASE(a_run_killed_in_any_weather_and_resumed_gives_every_row_once) {
  auto const range = seeds_to_play();
  std::uint64_t killed = 0;
  std::uint64_t finished = 0;
  for (auto seed = range.from; seed <= range.to; seed += 4) {
    random_schedule one{seed};
    one.run.options.save_every = std::chrono::milliseconds{50};
    one.run(one.rows);
    if (one.run.states.empty()) continue;
    auto const& at = one.run.states[seed * 7919 % one.run.states.size()];
    random_schedule other{seed};
    other.run.resume = &at.state;
    other.run.stop_after = other.run.options.deadline = duration::zero();
    other.run.server.changes.clear();
    other.run(other.rows);
    ++killed;
    if (other.run.totals.complete()) ++finished;
    auto const broken = broken_by_resuming(at, one.run.rows, other.run, one.rows);
    if (!broken.empty()) complain(one, broken);
  }
  std::cout << fmt::format("{} of them killed and resumed, {} then finished\n", killed, finished);
}

BOOST_AUTO_TEST_CASE(a_seed_replays_exactly) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    random_schedule first{seed};
    random_schedule second{seed};
    first.run(first.rows);
    second.run(second.rows);
    BOOST_TEST((first.run.took == second.run.took));
    BOOST_TEST((first.run.log.departures == second.run.log.departures));
    BOOST_TEST((first.run.totals.outcomes == second.run.totals.outcomes));
  }
}

BOOST_AUTO_TEST_SUITE_END()

#include "rcs/prior_answers.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "support/virtual_run.hpp"

namespace {

using namespace rcs;
using namespace rcs::test;
using namespace std::chrono_literals;

/// Knows every number that `knows` picks, suppressed or answered, and remembers what it was asked.
class made_up_answers final : public prior_answers {
 public:
  explicit made_up_answers(std::function<bool(number)> knows, outcome what = outcome::suppressed)
      : knows_{std::move(knows)}, what_{what} {}

  void look_up(std::span<prior_answer> fresh) noexcept override {
    texts_.clear();
    texts_.reserve(fresh.size());
    for (auto& one : fresh) {
      asked.push_back(one.asked);
      if (one.known || !knows_(one.asked)) continue;
      one.known = true;
      one.what = what_;
      one.detail = "made up";
      if (what_ == outcome::suppressed) continue;
      one.carrier_id = texts_.emplace_back("Carrier " + std::to_string(one.asked.value() % 3));
      one.age = std::chrono::seconds{one.asked.value() % 1000};
    }
  }

  std::vector<number> asked;

 private:
  std::function<bool(number)> knows_;
  outcome what_;
  std::vector<std::string> texts_;  ///< of the last call only
};

bool is_even(number n) {
  return n.value() % 2 == 0;
}

std::uint64_t sum_of(summary const& totals) {
  return std::accumulate(totals.outcomes.begin(), totals.outcomes.end(), std::uint64_t{0});
}

std::map<std::uint64_t, kept_row> by_row(std::vector<kept_row> const& rows) {
  std::map<std::uint64_t, kept_row> made;
  for (auto const& one : rows) BOOST_TEST(made.emplace(one.row, one).second, "row " << one.row << " twice");
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prior_answers_of_a_run)

BOOST_AUTO_TEST_CASE(what_is_known_is_not_asked_and_batches_stay_full) {
  made_up_answers known{is_even};
  virtual_run run;
  run.known_before = &known;
  run(generated_rows(10'000));
  BOOST_TEST(run.totals.complete(), run.totals.why);
  BOOST_TEST(run.totals.of(outcome::suppressed) == 5000U);
  BOOST_TEST(sum_of(run.totals) == 10'000U);
  BOOST_TEST(run.totals.unique.value() == 10'000U);
  BOOST_TEST(run.log.requests == 10U);  // of 500, all the others
  BOOST_TEST(run.totals.known_before == 0U);
  for (auto const& [row, one] : by_row(run.rows)) {
    BOOST_TEST((one.what == outcome::suppressed) == is_even(one.asked));
    BOOST_TEST((one.attempts == 0) == is_even(one.asked));
  }
}

BOOST_AUTO_TEST_CASE(a_list_that_is_known_as_a_whole_makes_no_request) {
  made_up_answers known{[](number) { return true; }, outcome::enabled};
  virtual_run run;
  run.known_before = &known;
  run(generated_rows(3000, 999'100'000'000));
  BOOST_TEST(run.totals.complete(), run.totals.why);
  BOOST_TEST(run.log.requests == 0U);
  BOOST_TEST(run.totals.of(outcome::enabled) == 3000U);
  BOOST_TEST(run.totals.known_before == 3000U);
  BOOST_TEST((run.totals.oldest_known_before == 999s));
  BOOST_TEST(run.totals.carriers.size() == 3U);
  for (auto const& one : run.rows) {
    BOOST_TEST(one.carrier_id == "Carrier " + std::to_string(one.asked.value() % 3));
    BOOST_TEST(one.detail == "made up");
  }
}

BOOST_AUTO_TEST_CASE(only_what_would_be_asked_is_shown) {
  made_up_answers known{[](number) { return false; }};
  virtual_run run;
  run.known_before = &known;
  auto rows = generated_rows(200);
  rows.insert(rows.begin() + 50, {"no number", "", rows[3]});
  rows.push_back(rows[7]);
  run(rows);
  BOOST_TEST(run.totals.complete());
  BOOST_TEST(known.asked.size() == 200U);
  BOOST_TEST(std::set<number>(known.asked.begin(), known.asked.end()).size() == 200U);
}

BOOST_AUTO_TEST_CASE(a_repeat_that_is_told_of_names_the_row_that_was_known) {
  made_up_answers known{is_even, outcome::not_enabled};
  virtual_run run;
  run.known_before = &known;
  run.options.repeats = duplicates::tell;
  auto rows = generated_rows(400);
  auto const again = rows;
  rows.insert(rows.end(), again.begin(), again.end());
  run(rows);
  BOOST_TEST(run.totals.complete(), run.totals.why);
  BOOST_TEST(known.asked.size() == 400U);
  auto const found = by_row(run.rows);
  BOOST_TEST(found.size() == 800U);
  for (std::uint64_t row = 1; row <= 400; ++row) {
    BOOST_TEST((found.at(row + 400).what == outcome::duplicate));
    if (is_even(found.at(row).asked)) BOOST_TEST((found.at(row).what == outcome::not_enabled));
  }
}

BOOST_AUTO_TEST_CASE(kept_repeats_are_each_known) {
  made_up_answers known{is_even};
  virtual_run run;
  run.known_before = &known;
  run.options.repeats = duplicates::keep;
  auto rows = generated_rows(400);
  auto const again = rows;
  rows.insert(rows.end(), again.begin(), again.end());
  run(rows);
  BOOST_TEST(run.totals.complete(), run.totals.why);
  BOOST_TEST(known.asked.size() == 800U);
  BOOST_TEST(run.totals.of(outcome::suppressed) == 400U);
}

BOOST_AUTO_TEST_CASE(what_is_known_is_in_the_states_and_is_not_looked_up_again) {
  made_up_answers known{is_even, outcome::enabled};
  auto cells = generated_rows(6000);
  for (std::size_t i = 7; i < cells.size(); i += 50) cells[i] = "no number";
  auto const with = [&](prior_answers& how, run_state const* from) {
    virtual_run run;
    run.server.latency = 300ms;
    run.workers = 2;
    run.options.max_unsettled = 2000;
    run.options.save_every = 10ms;
    run.known_before = &how;
    run.resume = from;
    run(cells);
    return run;
  };
  auto const whole = with(known, nullptr);
  BOOST_TEST_REQUIRE(whole.totals.complete(), whole.totals.why);
  BOOST_TEST_REQUIRE(whole.states.size() > 2U);
  for (auto const& at : whole.states) {
    made_up_answers later{is_even, outcome::enabled};
    auto const rest = with(later, &at.state);
    BOOST_TEST(rest.totals.complete(), rest.totals.why);
    BOOST_TEST((rest.totals.outcomes == whole.totals.outcomes));
    BOOST_TEST(rest.totals.known_before == whole.totals.known_before);
    BOOST_TEST((rest.totals.oldest_known_before == whole.totals.oldest_known_before));
    BOOST_TEST(rest.rows.size() + at.rows == cells.size());
    // Of what the first run had settled nothing is shown again.
    for (auto const n : later.asked) BOOST_TEST(!at.state.settled.contains(n.value() - first_generated + 1));
    auto const numbers = std::ranges::count_if(rest.rows, [](auto const& one) { return static_cast<bool>(one.asked); });
    BOOST_TEST(later.asked.size() == static_cast<std::size_t>(numbers));
  }
}

BOOST_AUTO_TEST_CASE(what_was_known_before_proves_nothing_about_the_upstream) {
  // A first run ends with known answers alone; the next one is refused its very first request, and says so at once.
  auto const cells = generated_rows(1000);
  made_up_answers known{is_even, outcome::enabled};
  virtual_run first;
  first.options.save_every = 10ms;
  first.server.dead_after = 0;
  first.known_before = &known;
  first(cells);
  BOOST_TEST((first.totals.how == ending::refused));
  BOOST_TEST_REQUIRE(!first.states.empty());
  BOOST_TEST(first.states.back().state.written[index_of(outcome::enabled)] == 500U);
  virtual_run then;
  then.server.poison = 1;
  then.known_before = &known;
  then.resume = &first.states.back().state;
  then(cells);
  BOOST_TEST((then.totals.how == ending::refused), then.totals.why);
  BOOST_TEST(then.log.requests == 1U);
}

BOOST_AUTO_TEST_CASE(a_run_stopped_before_it_begins_settles_nothing_it_has_not_read) {
  made_up_answers known{is_even};
  virtual_run run;
  run.known_before = &known;
  run.stopped_before = true;
  run(generated_rows(5000));
  BOOST_TEST((run.totals.how == ending::interrupted));
  BOOST_TEST(sum_of(run.totals) == run.totals.rows);
}

BOOST_AUTO_TEST_SUITE_END()

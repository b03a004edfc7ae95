#include <algorithm>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "micro/cost_per_number.hpp"
#include "micro/stage_work.hpp"
#include "plan/planner.hpp"

// Blocks of rows into full batches, each of them answered.

namespace rcs::bench {
namespace {

/// Adds `rows` and has all full batches asked; how many numbers that were.
std::size_t ask_for(std::span<entry const> rows, planner& planner) {
  planner.add(rows);
  std::size_t taken = 0;
  for (;;) {
    auto step = planner.take({}, true);
    if (step.what != plan_step::kind::ask) return taken;
    taken += step.request.size();
    planner.answered(std::move(step.request), {});
  }
}

void measure(benchmark::State& state, planner& planner, std::span<entry const> rows) {
  for (int i = 0; i < 16; ++i) ask_for(rows, planner);
  cost_per_number cost{state};
  for (auto _ : state) cost.add(ask_for(rows, planner), 0);
}

/// A block of 5,000 different numbers.
void plan(benchmark::State& state, bool repeats) {
  planner_options options;
  options.repeats = repeats;
  planner planner{options};
  measure(state, planner, entries(5000));
}
BENCHMARK_CAPTURE(plan, distinct, false);
BENCHMARK_CAPTURE(plan, repeats_kept, true);

/// As many rows as a run holds by default, of 500 numbers again and again, in the order of the list or in any.
void plan_500_numbers(benchmark::State& state, bool in_order) {
  planner_options options;
  options.repeats = true;
  planner planner{options};
  planner.hold_input(true);  // so few numbers go only once no more rows can come
  auto once = entries(500);
  std::vector<entry> rows;
  for (std::mt19937_64 random{1}; rows.size() < 64'000;) {
    if (!in_order) std::ranges::shuffle(once, random);
    for (entry const& e : once) rows.emplace_back(e.asked, rows.size() + 1);
  }
  measure(state, planner, rows);
}
BENCHMARK_CAPTURE(plan_500_numbers, in_order, true);
BENCHMARK_CAPTURE(plan_500_numbers, shuffled, false);

}  // namespace
}  // namespace rcs::bench

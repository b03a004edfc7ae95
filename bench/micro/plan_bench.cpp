#include <span>
#include <utility>

#include "micro/cost_per_number.hpp"
#include "micro/stage_work.hpp"
#include "plan/planner.hpp"

// A block of 5,000 rows into ten full batches, each of them answered.

namespace rcs::bench {
namespace {

void plan(benchmark::State& state, bool repeats) {
  constexpr std::size_t rows = 5000;
  planner_options options;
  options.repeats = repeats;
  planner planner{options};
  auto const block = entries(rows);
  auto const round = [&] {
    planner.add(block);
    std::size_t taken = 0;
    for (;;) {
      auto step = planner.take({}, true);
      if (step.what != plan_step::kind::ask) break;
      taken += step.request.size();
      planner.answered(std::move(step.request), {});
    }
    return taken;
  };
  for (int i = 0; i < 16; ++i) round();
  cost_per_number cost{state};
  for (auto _ : state) cost.add(round(), 0);
}
BENCHMARK_CAPTURE(plan, distinct, false);
BENCHMARK_CAPTURE(plan, repeats_kept, true);

}  // namespace
}  // namespace rcs::bench

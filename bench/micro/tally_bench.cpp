#include <stdexcept>

#include "micro/cost_per_number.hpp"
#include "micro/stage_work.hpp"
#include "settle/tally.hpp"

// An answer's 500 devices joined to the numbers that were asked, and the rows counted: each by itself, then both.

namespace rcs::bench {
namespace {

void settle(benchmark::State& state, order how, bool joins, bool counts) {
  answered_batches const work{how};
  std::vector<reconciler> joined(work.answers.size());
  tally of_block;
  tally of_run;
  auto const join = [&](std::size_t i) {
    if (!joined[i](work.asked, work.answers[i])) throw std::logic_error{"an answer is refused"};
  };
  auto const count = [&](std::size_t i) {
    of_block.clear();
    of_block.add(joined[i].results());
    of_run.merge(of_block);
  };
  for (std::size_t i = 0; i < joined.size(); ++i) {
    join(i);
    count(i);
  }
  std::size_t next = 0;
  cost_per_number cost{state};
  for (auto _ : state) {
    auto const i = next++ % joined.size();
    if (joins) join(i);
    if (counts) count(i);
    benchmark::DoNotOptimize(joined[i].results().data());
    benchmark::ClobberMemory();
    cost.add(work.asked.size(), 0);
  }
}

void reconcile(benchmark::State& state, order how) {
  settle(state, how, true, false);
}
BENCHMARK_CAPTURE(reconcile, in_order, order::kept);
BENCHMARK_CAPTURE(reconcile, shuffled, order::shuffled);

void tally_rows(benchmark::State& state) {
  settle(state, order::kept, false, true);
}
BENCHMARK(tally_rows);

void reconcile_and_tally(benchmark::State& state, order how) {
  settle(state, how, true, true);
}
BENCHMARK_CAPTURE(reconcile_and_tally, in_order, order::kept);
BENCHMARK_CAPTURE(reconcile_and_tally, shuffled, order::shuffled);

}  // namespace
}  // namespace rcs::bench

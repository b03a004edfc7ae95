#include <stdexcept>
#include <vector>

#include "micro/cost_per_number.hpp"
#include "micro/stage_work.hpp"
#include "sink/row_format.hpp"

// 500 settled rows into the block that is written.

namespace rcs::bench {
namespace {

void format(benchmark::State& state, row_format how) {
  answered_batches const work{order::kept};
  std::vector<reconciler> joins(work.answers.size());
  text_buffer out;
  auto const render = [&](reconciler const& join) {
    constexpr std::size_t most_kept = std::size_t{128} * 1024;
    out.clear(most_kept);
    append_rows(out, join.results(), how, false);
  };
  for (std::size_t i = 0; i < joins.size(); ++i) {
    if (!joins[i](work.asked, work.answers[i])) throw std::logic_error{"an answer is refused"};
    render(joins[i]);
  }
  std::size_t next = 0;
  cost_per_number cost{state};
  for (auto _ : state) {
    render(joins[next++ % joins.size()]);
    benchmark::DoNotOptimize(out.view().data());
    benchmark::ClobberMemory();
    cost.add(work.asked.size(), out.view().size());
  }
}
BENCHMARK_CAPTURE(format, csv, row_format::csv);
BENCHMARK_CAPTURE(format, ndjson, row_format::ndjson);

}  // namespace
}  // namespace rcs::bench

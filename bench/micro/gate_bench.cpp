#include <chrono>
#include <optional>

#include "gate/gate.hpp"
#include "micro/cost_per_number.hpp"

// Leave for a request of 500 numbers, and word of its success. The time is that of one request.

namespace rcs::bench {
namespace {

void gate(benchmark::State& state, double rate) {
  constexpr std::size_t numbers = 500;
  gate_options options;
  options.rate = rate;
  time_point now{};
  rcs::gate leave{options, now};
  cost_per_number cost{state};
  for (auto _ : state) {
    auto answer = leave.ask(now);
    while (answer.what == rcs::gate::answer::kind::wait) answer = leave.ask(now = answer.at);
    auto const id = leave.depart(now, numbers, false);
    leave.returned(id, now, rcs::gate::signal::success, std::nullopt, 0.5);
    benchmark::DoNotOptimize(id);
    cost.add(numbers, 0);
  }
}
BENCHMARK_CAPTURE(gate, unlimited, 0);
BENCHMARK_CAPTURE(gate, at_a_rate, 200);

}  // namespace
}  // namespace rcs::bench

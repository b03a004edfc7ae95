#include <string>
#include <vector>

#include "micro/cost_per_number.hpp"
#include "micro/stage_work.hpp"
#include "wire/request_encoder.hpp"

// A request of 500 numbers, head and body, into a buffer that is used again.

namespace rcs::bench {
namespace {

constexpr std::size_t batches = 16;
constexpr std::size_t numbers = 500;

void encode(benchmark::State& state) {
  request_encoder const encoder{"rcs-api.na.example", "/v1/{sid}/rcs/lookup", "/v1/{sid}/rcs/lookup/{address}",
                                "simulator"};
  std::vector<batch> asked;
  for (std::size_t i = 0; i < batches; ++i) {
    asked.emplace_back(batch::endpoint::bulk, entries(numbers, 12'025'550'000 + i * numbers));
  }
  std::string out;
  encoder.encode(asked.front(), "simulator-key", out);
  std::size_t next = 0;
  cost_per_number cost{state};
  for (auto _ : state) {
    encoder.encode(asked[next++ % batches], "simulator-key", out);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
    cost.add(numbers, out.size());
  }
}
BENCHMARK(encode);

}  // namespace
}  // namespace rcs::bench

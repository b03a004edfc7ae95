#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "flow/bounded_queue.hpp"
#include "flow/spawn.hpp"
#include "micro/cost_per_number.hpp"

// Blocks of 500 rows through the queue that leads to the writer. The time is that of one block; allocations are those
// of the producer's thread.

namespace rcs::bench {
namespace {

namespace asio = boost::asio;

constexpr std::size_t rows_per_block = 500;
constexpr std::size_t capacity = 72;  // as for 32 workers

using queue = bounded_queue<std::unique_ptr<std::uint64_t>>;

asio::awaitable<void> push_blocks(queue& into, benchmark::State& state) {
  {
    cost_per_number cost{state};
    for (auto _ : state) {
      auto made = std::make_unique<std::uint64_t>(0);  // one allocation, where the engine uses blocks again
      auto const taken = co_await into.push(std::move(made));
      benchmark::DoNotOptimize(taken);
      cost.add(rows_per_block, 0);
    }
  }
  into.close();
}

asio::awaitable<void> pop_blocks(queue& from) {
  std::vector<std::unique_ptr<std::uint64_t>> taken;
  while (!from.drained()) {
    taken.clear();
    co_await from.pop(1, taken);
  }
}

void one_thread(benchmark::State& state) {
  asio::io_context context{1};
  queue blocks{capacity};
  spawn(context.get_executor(), pop_blocks(blocks));
  spawn(context.get_executor(), push_blocks(blocks, state));
  context.run();
}
BENCHMARK(one_thread);

void two_threads(benchmark::State& state) {
  asio::io_context producing{1};
  asio::io_context consuming{1};
  queue blocks{capacity};
  spawn(consuming.get_executor(), pop_blocks(blocks));
  spawn(producing.get_executor(), push_blocks(blocks, state));
  std::jthread const consumer{[&] {
    // Its coroutine may wait for the producer, and is no work of the context then.
    auto const stays = asio::make_work_guard(consuming);
    consuming.run();
  }};
  producing.run();
  consuming.stop();
}
BENCHMARK(two_threads)->UseRealTime();

}  // namespace
}  // namespace rcs::bench

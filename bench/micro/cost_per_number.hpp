#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>

#include "support/count_allocations.hpp"

namespace rcs::bench {

/// What a benchmark's work costs for each number: seconds, and allocations on the measuring thread. Lives as long as
/// the loop; what was done before it is made is not counted.
class cost_per_number {
 public:
  explicit cost_per_number(benchmark::State& state) : state_{state} {}
  cost_per_number(cost_per_number const&) = delete;
  cost_per_number& operator=(cost_per_number const&) = delete;

  /// Work done: so many numbers, written in so many bytes.
  void add(std::size_t numbers, std::size_t bytes) noexcept {
    numbers_ += numbers;
    bytes_ += bytes;
  }

  ~cost_per_number() {
    auto const taken = static_cast<double>(test::allocations() - before_);
    auto const numbers = static_cast<double>(numbers_);
    using counter = benchmark::Counter;
    state_.SetItemsProcessed(static_cast<std::int64_t>(numbers_));
    if (bytes_ != 0) state_.SetBytesProcessed(static_cast<std::int64_t>(bytes_));
    state_.counters["s/number"] = counter{numbers, counter::kIsRate | counter::kInvert};
    state_.counters["allocs/number"] = counter{taken / numbers};
  }

 private:
  benchmark::State& state_;
  std::size_t numbers_ = 0;
  std::size_t bytes_ = 0;
  std::size_t before_ = test::allocations();
};

}  // namespace rcs::bench

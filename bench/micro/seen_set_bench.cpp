#include <algorithm>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <vector>

#include "micro/cost_per_number.hpp"
#include "number/seen_set.hpp"

// So many distinct numbers into a set that is empty at first, and all of them once more.

namespace rcs::bench {
namespace {

/// Distinct numbers of 11 digits in no order.
std::vector<number> numbers(std::size_t count) {
  std::mt19937_64 random{20260401};
  std::vector<number> made;
  made.reserve(count);
  for (std::size_t i = 0; i < count; ++i)
    made.push_back(number::from_value(10'000'000'000 + i * 7 % 8'000'000'000).value());
  std::ranges::shuffle(made, random);
  return made;
}

/// How far ahead a number is looked for.
constexpr std::size_t numbers_ahead = 12;

enum class look { when_needed, ahead };

std::size_t insert_all(seen_set& into, std::vector<number> const& all, look how) {
  std::size_t fresh = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (how == look::ahead) into.prefetch(all[std::min(i + numbers_ahead, all.size() - 1)]);
    if (into.insert(all[i])) ++fresh;
  }
  return fresh;
}

void fresh(benchmark::State& state, look how) {
  auto const all = numbers(static_cast<std::size_t>(state.range(0)));
  double bytes = 0;
  {
    cost_per_number cost{state};
    for (auto _ : state) {
      seen_set seen;
      if (insert_all(seen, all, how) != all.size()) throw std::logic_error{"a number is lost"};
      bytes = static_cast<double>(seen.memory_bytes());
      cost.add(all.size(), 0);
    }
  }
  state.counters["bytes/number"] = bytes / static_cast<double>(all.size());
}

void repeats(benchmark::State& state, look how) {
  auto const all = numbers(static_cast<std::size_t>(state.range(0)));
  seen_set seen;
  insert_all(seen, all, how);
  cost_per_number cost{state};
  for (auto _ : state) {
    if (insert_all(seen, all, how) != 0) throw std::logic_error{"a number comes twice"};
    cost.add(all.size(), 0);
  }
}

#define RCS_SIZES(work, name, how) \
  BENCHMARK_CAPTURE(work, name, how)->RangeMultiplier(10)->Range(100'000, 10'000'000)->Unit(benchmark::kMillisecond)

RCS_SIZES(fresh, looked_for_when_needed, look::when_needed);
RCS_SIZES(fresh, looked_for_ahead, look::ahead);
RCS_SIZES(repeats, looked_for_when_needed, look::when_needed);
RCS_SIZES(repeats, looked_for_ahead, look::ahead);

}  // namespace
}  // namespace rcs::bench

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "micro/cost_per_number.hpp"
#include "number/countries.hpp"

// The country of a number.

namespace rcs::bench {
namespace {

/// Numbers behind a prefix, as many as fit into the first caches.
std::vector<number> numbers(std::vector<std::string> const& prefixes) {
  constexpr std::size_t count = 1024;
  std::mt19937_64 random{20260401};
  std::vector<number> made;
  while (made.size() < count) {
    auto digits = prefixes[made.size() % prefixes.size()];
    while (digits.size() < 11) digits += static_cast<char>('0' + random() % 10);
    made.push_back(number::from_digits(digits).value());
  }
  return made;
}

void countries(benchmark::State& state, std::vector<std::string> const& prefixes) {
  auto const asked = numbers(prefixes);
  cost_per_number cost{state};
  for (auto _ : state) {
    for (auto const one : asked) {
      auto found = country_of(one);
      benchmark::DoNotOptimize(found);
    }
    cost.add(asked.size(), 0);
  }
}
BENCHMARK_CAPTURE(countries, america, std::vector<std::string>{"1"});
BENCHMARK_CAPTURE(countries, britain, std::vector<std::string>{"447"});
BENCHMARK_CAPTURE(countries, mixed, (std::vector<std::string>{"1", "44", "49", "7", "91", "55", "234", "61"}));

}  // namespace
}  // namespace rcs::bench

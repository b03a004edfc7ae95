#include <charconv>
#include <cstdint>
#include <ctime>
#include <iostream>
#include <string_view>

#include "number/seen_set.hpp"
#include "support/peak_memory.hpp"

// What a seen-set takes while it grows to so many different numbers: memory in use at its peak, as the kernel counts
// it, per number that was in it then, and CPU time for each. A process for each size, because memory is not given back.
//   bench-seen-set-growth NUMBERS [STRETCH]
// Numbers are looked for STRETCH at a time before they are inserted, as the reader does it; 0: not at all.

namespace {

constexpr std::uint64_t most = 1'000'000'000;

/// The i-th of a billion different numbers, in an order that no cache knows.
rcs::number numbered(std::uint64_t i) {
  constexpr std::uint64_t step = 387'420'489;  // 3^18, which has no factor in common with a power of ten
  return rcs::number::from_value(99'000'000'000 + i * step % most).value();
}

std::uint64_t argument(int count, char** all, int which, std::uint64_t otherwise) {
  if (count <= which) return otherwise;
  std::string_view const text{all[which]};
  std::uint64_t value = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc{} && end == text.data() + text.size() ? value : 0;
}

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Most bytes a number, at any size from `from` on.
class worst_case {
 public:
  explicit worst_case(std::uint64_t from) : next_{from}, before_{rcs::test::peak_memory()} {}

  void look(std::uint64_t size) {
    if (size < next_) return;
    next_ += next_ / 100;
    auto const now = static_cast<double>(rcs::test::peak_memory() - before_) / static_cast<double>(size);
    if (now > worst_) worst_ = now;
  }
  [[nodiscard]] double bytes() const { return worst_; }

 private:
  std::uint64_t next_;
  std::size_t before_;
  double worst_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  auto const count = argument(argc, argv, 1, 0);
  auto const stretch = argument(argc, argv, 2, 16);
  if (count == 0 || count > most) {
    std::cerr << "bench-seen-set-growth NUMBERS [STRETCH]\n";
    return 2;
  }
  rcs::seen_set seen;
  worst_case memory{count / 2};
  double const begin = cpu_seconds();
  std::uint64_t fetched = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (stretch != 0 && i == fetched) {
      for (; fetched < i + stretch; ++fetched) seen.prefetch(numbered(fetched));
    }
    seen.insert(numbered(i));
    memory.look(i + 1);
  }
  double const taken = cpu_seconds() - begin;
  if (seen.size() != count) return 1;
  std::cout << count << " numbers, stretches of " << stretch << ": " << taken * 1e9 / static_cast<double>(count)
            << " ns each; bytes each: " << static_cast<double>(seen.memory_bytes()) / static_cast<double>(count)
            << " at the end, " << memory.bytes() << " at the worst since half of them\n";
  return 0;
}

#include <benchmark/benchmark.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "micro/input_lists.hpp"
#include "model/entry.hpp"
#include "number/seen_set.hpp"
#include "rcs/normalizer.hpp"
#include "source/text_source.hpp"
#include "support/count_allocations.hpp"

// What a row of a list costs from the file to a number: the bytes alone, cut into rows, normalised, both, and told
// apart as well. The list is a file in memory, so that reading it is the kernel's copy and no disk's. `per_number` is
// CPU time; `allocs` are heap allocations per number.

namespace rcs::bench {
namespace {

constexpr std::size_t count = 1'000'000;

/// A file in memory that is read from its beginning again and again.
class list_file {
 public:
  explicit list_file(std::string const& list) : descriptor_{::memfd_create("list", MFD_CLOEXEC)} {
    if (::write(descriptor_, list.data(), list.size()) == static_cast<ssize_t>(list.size())) return;
    std::cerr << "a file in memory cannot be written\n";
    std::exit(1);
  }
  ~list_file() { ::close(descriptor_); }
  list_file(list_file const&) = delete;
  list_file& operator=(list_file const&) = delete;

  [[nodiscard]] int rewound() const {
    ::lseek(descriptor_, 0, SEEK_SET);
    return descriptor_;
  }

 private:
  int descriptor_;
};

/// Measures `once`, which deals with `count` numbers and returns a sum that shows that it has.
template <class Once>
void measure(benchmark::State& state, Once once) {
  auto const expected = once();
  auto const before = test::allocations();
  for (auto _ : state) {
    if (once() != expected) state.SkipWithError("the numbers differ from round to round");
  }
  auto const numbers = static_cast<double>(state.iterations()) * static_cast<double>(count);
  using benchmark::Counter;
  state.counters["per_number"] = Counter{numbers, Counter::kIsRate | Counter::kInvert};
  state.counters["allocs"] = static_cast<double>(test::allocations() - before) / numbers;
}

void read(benchmark::State& state, spelling how) {
  list_file const file{list_of(how, count)};
  std::array<char, std::size_t{64} << 10U> buffer{};
  measure(state, [&] {
    auto const descriptor = file.rewound();
    std::size_t bytes = 0;
    while (auto const got = ::read(descriptor, buffer.data(), buffer.size())) bytes += static_cast<std::size_t>(got);
    return bytes;
  });
}

/// `bytes_per_second` is that of the list's own bytes.
void scan_list(benchmark::State& state, std::string const& list) {
  list_file const file{list};
  row_block block;
  measure(state, [&] {
    auto const from = make_text_source(file.rewound());
    std::error_code failed;
    std::size_t rows = 0;
    while (from->read(block, failed)) rows += block.cells.size();
    return rows;
  });
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(list.size()));
}

void scan(benchmark::State& state, spelling how) {
  scan_list(state, list_of(how, count));
}

void scan_table(benchmark::State& state, bool quoted) {
  scan_list(state, table_of(count, quoted));
}

void scan_objects(benchmark::State& state) {
  scan_list(state, objects_of(count));
}

std::uint64_t sum_of(normalizer const& normalize, std::vector<std::string_view> const& cells) {
  std::uint64_t sum = 0;
  for (auto const& cell : cells) sum += normalize(cell).value.value();
  return sum;
}

void normalise(benchmark::State& state, spelling how) {
  auto const list = list_of(how, count);
  auto const cells = cells_of(list);
  normalizer const normalize;
  measure(state, [&] { return sum_of(normalize, cells); });
}

void scan_and_normalise(benchmark::State& state, spelling how) {
  list_file const file{list_of(how, count)};
  normalizer const normalize;
  row_block block;
  measure(state, [&] {
    auto const from = make_text_source(file.rewound());
    std::error_code failed;
    std::uint64_t sum = 0;
    while (from->read(block, failed)) sum += sum_of(normalize, block.cells);
    return sum;
  });
}

/// As the reader does it, with a set that is empty at first: `flow/reader.cpp` without the run around it.
void to_entries(benchmark::State& state, spelling how) {
  constexpr std::size_t stretch = 16;
  list_file const file{list_of(how, count)};
  normalizer const normalize;
  row_block block;
  std::vector<entry> fresh;
  measure(state, [&] {
    auto const from = make_text_source(file.rewound());
    seen_set seen;
    std::error_code failed;
    std::size_t entries = 0;
    while (from->read(block, failed)) {
      fresh.clear();
      for (std::size_t begin = 0; begin < block.cells.size(); begin += stretch) {
        std::array<number, stretch> found;
        auto const some = std::min(stretch, block.cells.size() - begin);
        for (std::size_t i = 0; i < some; ++i) seen.prefetch(found[i] = normalize(block.cells[begin + i]).value);
        for (std::size_t i = 0; i < some; ++i) {
          if (seen.insert(found[i])) fresh.emplace_back(found[i], block.row_of(begin + i));
        }
      }
      entries += fresh.size();
    }
    return entries;
  });
}

#define RCS_SPELLINGS(work)                        \
  BENCHMARK_CAPTURE(work, plus, spelling::plus);   \
  BENCHMARK_CAPTURE(work, bare, spelling::bare);   \
  BENCHMARK_CAPTURE(work, crlf, spelling::crlf);   \
  BENCHMARK_CAPTURE(work, mixed, spelling::mixed); \
  BENCHMARK_CAPTURE(work, spaced, spelling::spaced)

RCS_SPELLINGS(read);
RCS_SPELLINGS(scan);
BENCHMARK_CAPTURE(scan_table, plain, false);
BENCHMARK_CAPTURE(scan_table, quoted, true);
BENCHMARK(scan_objects);
RCS_SPELLINGS(normalise);
RCS_SPELLINGS(scan_and_normalise);
BENCHMARK_CAPTURE(to_entries, plus, spelling::plus);

}  // namespace
}  // namespace rcs::bench

BENCHMARK_MAIN();

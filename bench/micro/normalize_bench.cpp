#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "micro/cost_per_number.hpp"
#include "rcs/normalizer.hpp"
#include "source/text_source.hpp"

// Cells of a list into numbers: by itself, and with the list read from a file in memory.

namespace rcs::bench {
namespace {

enum class spelling { plus, bare, punctuated, invalid, british, british_national };

std::string spell(spelling how, std::uint64_t subscriber) {
  std::string const digits = std::to_string(2'025'550'000 + subscriber % 10'000);
  switch (how) {
    case spelling::plus:
      return "+1" + digits;
    case spelling::bare:
      return "1" + digits;
    case spelling::punctuated:
      return "+1 (" + digits.substr(0, 3) + ") " + digits.substr(3, 3) + '-' + digits.substr(6);
    case spelling::invalid:
      return subscriber % 2 == 0 ? "1.20256E+10" : "not known";
    case spelling::british:
      return "447700" + digits.substr(4);
    case spelling::british_national:
      return "07700 " + digits.substr(4);
  }
  return {};
}

std::vector<std::string> cells(spelling how) {
  constexpr std::size_t count = 4096;
  std::mt19937_64 random{20260401};
  std::vector<std::string> made;
  for (std::size_t i = 0; i < count; ++i) made.push_back(spell(how, random()));
  return made;
}

void normalize(benchmark::State& state, spelling how, std::string const& region = "") {
  auto const typed = cells(how);
  std::size_t bytes = 0;
  for (auto const& one : typed) bytes += one.size();
  normalizer const read{{.default_region = region, .bare = bare_digits::international}};
  cost_per_number cost{state};
  for (auto _ : state) {
    for (auto const& one : typed) {
      auto found = read(one);
      benchmark::DoNotOptimize(found);
    }
    cost.add(typed.size(), bytes);
  }
}
BENCHMARK_CAPTURE(normalize, plus, spelling::plus);
BENCHMARK_CAPTURE(normalize, bare, spelling::bare);
BENCHMARK_CAPTURE(normalize, punctuated, spelling::punctuated);
BENCHMARK_CAPTURE(normalize, invalid, spelling::invalid);
BENCHMARK_CAPTURE(normalize, american_bare, spelling::bare, "US");
BENCHMARK_CAPTURE(normalize, british_plus, spelling::plus, "GB");
BENCHMARK_CAPTURE(normalize, british, spelling::british, "GB");
BENCHMARK_CAPTURE(normalize, british_national, spelling::british_national, "GB");

/// A file that is in memory only.
class memory_file {
 public:
  explicit memory_file(std::string_view content) : descriptor_{::memfd_create("list", MFD_CLOEXEC)} {
    if (descriptor_ < 0 || ::write(descriptor_, content.data(), content.size()) != std::ssize(content)) {
      throw std::system_error{errno, std::generic_category(), "a list in memory"};
    }
  }
  ~memory_file() { ::close(descriptor_); }
  memory_file(memory_file const&) = delete;
  memory_file& operator=(memory_file const&) = delete;

  [[nodiscard]] int rewound() const {
    ::lseek(descriptor_, 0, SEEK_SET);
    return descriptor_;
  }

 private:
  int descriptor_;
};

void read_and_normalize(benchmark::State& state, spelling how) {
  constexpr std::size_t copies = 64;
  std::string lines;
  std::size_t rows = 0;
  for (auto const& one : cells(how)) {
    lines += one + '\n';
    rows += copies;
  }
  std::string list;
  for (std::size_t i = 0; i < copies; ++i) list += lines;
  memory_file const file{list};
  normalizer const read;
  row_block block;
  cost_per_number cost{state};
  for (auto _ : state) {
    auto const from = make_text_source(file.rewound());
    std::error_code failed;
    std::size_t seen = 0;
    while (from->read(block, failed)) {
      for (auto const& one : block.cells) {
        auto found = read(one);
        benchmark::DoNotOptimize(found);
      }
      seen += block.cells.size();
    }
    if (failed || seen != rows) state.SkipWithError("the list is not read");
    cost.add(rows, list.size());
  }
}
BENCHMARK_CAPTURE(read_and_normalize, plus, spelling::plus);
BENCHMARK_CAPTURE(read_and_normalize, punctuated, spelling::punctuated);

}  // namespace
}  // namespace rcs::bench

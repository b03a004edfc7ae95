#include <benchmark/benchmark.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <string_view>

#include "file/byte_encoder.hpp"
#include "file/list_input.hpp"
#include "micro/cost_per_number.hpp"

// What it costs for each number to read a list in every coding, and to write a row. The list is a file in memory, so
// that reading it is the kernel's copy and no disk's; `descriptor` is that copy alone.

namespace rcs::bench {
namespace {

using ownership = interruptible_input::ownership;

constexpr std::size_t count = 1'000'000;
constexpr std::size_t block_bytes = std::size_t{64} << 10U;

constexpr file_coding plain{};
constexpr file_coding gzip{compression::gzip, text_encoding::utf8};
constexpr file_coding zstd{compression::zstd, text_encoding::utf8};
constexpr file_coding utf16{compression::none, text_encoding::utf16_le};

std::string encoded(std::string_view text, file_coding how) {
  auto const encoder = make_encoder(how);
  if (!encoder) return std::string{text};
  std::string bytes;
  encoder->encode(text, bytes);
  encoder->end_member(bytes);
  return bytes;
}

/// Something for each of `count` numbers that are drawn: how well they can be compressed is like life.
template <typename Line>
std::string lines(Line line) {
  std::mt19937_64 random{1};
  std::string all;
  for (std::size_t row = 1; row <= count; ++row)
    all += line(row, std::to_string(15'550'000'000 + random() % 10'000'000));
  return all;
}

/// A file in memory.
class list_file {
 public:
  explicit list_file(std::string const& bytes) : descriptor_{::memfd_create("list", MFD_CLOEXEC)} {
    if (::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size())) return;
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

template <typename Input>
void read_list(benchmark::State& state, file_coding how) {
  auto const list = lines([](std::size_t, std::string const& number) { return '+' + number + '\n'; });
  list_file const file{encoded(list, how)};
  std::string block(block_bytes, '\0');
  cost_per_number cost{state};
  for (auto _ : state) {
    Input input{file.rewound(), ownership::borrowed};
    std::error_code ec;
    std::size_t size = 0;
    while (auto const got = input.read(block, ec)) size += got;
    if (ec || size != list.size()) state.SkipWithError("the list is another one");
    cost.add(count, size);
  }
}

void read_descriptor(benchmark::State& state) {
  read_list<interruptible_input>(state, plain);
}
void read(benchmark::State& state, file_coding how) {
  read_list<list_input>(state, how);
}

/// Rows as they are written for 500 numbers at a time.
void write(benchmark::State& state, file_coding how) {
  constexpr std::size_t some = 500;
  std::mt19937_64 random{2};
  auto const rows = lines([&random](std::size_t row, std::string const& number) {
    constexpr std::array ends{",not_enabled,false,,,\n", ",enabled,true,310260,active,\n",
                              ",enabled,true,311480,active,\n"};
    return std::to_string(row) + ",+" + number + ends[random() % ends.size()];
  });
  std::string bytes;
  cost_per_number cost{state};
  for (auto _ : state) {
    auto const encoder = make_encoder(how);
    std::size_t size = 0;
    auto const step = rows.size() / (count / some);
    for (std::size_t at = 0; at < rows.size(); at += step) {
      bytes.clear();
      encoder->encode(std::string_view{rows}.substr(at, step), bytes);
      size += bytes.size();
    }
    bytes.clear();
    encoder->end_member(bytes);
    size += bytes.size();
    cost.add(count, rows.size());
    state.counters["ratio"] = static_cast<double>(rows.size()) / static_cast<double>(size);
  }
}

BENCHMARK(read_descriptor);
BENCHMARK_CAPTURE(read, plain, plain);
BENCHMARK_CAPTURE(read, gzip, gzip);
BENCHMARK_CAPTURE(read, zstd, zstd);
BENCHMARK_CAPTURE(read, utf16, utf16);
BENCHMARK_CAPTURE(write, gzip, gzip);
BENCHMARK_CAPTURE(write, zstd, zstd);
BENCHMARK_CAPTURE(write, utf16, utf16);

}  // namespace
}  // namespace rcs::bench

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "micro/decode_bodies.hpp"
#include "micro/decode_peers.hpp"
#include "support/count_allocations.hpp"
#include "wire/answer_decoder.hpp"

// What it costs to read an answer of 500 devices into an exchange: by shape, strictly, and with other libraries. The
// time is that of one answer; `allocs` are heap allocations of one answer once everything is warm.

namespace rcs::bench {
namespace {

using method = answer_decoder::method;

/// Ours as it runs: pieces as TLS records bring them.
class decoder_peer final : public decode_peer {
 public:
  decoder_peer(name_table& names, method how) : decoder_{names, how} {}

  void decode(std::string_view body, exchange& into) override {
    constexpr std::size_t record = 16384;
    decoder_.start(batch::endpoint::bulk, into);
    for (; !body.empty(); body.remove_prefix(std::min(record, body.size()))) decoder_.write(body.substr(0, record));
    decoder_.finish();
  }

 private:
  answer_decoder decoder_;
};

void require(bool holds, std::string_view what) {
  if (holds) return;
  std::cerr << what << '\n';
  std::exit(1);
}

void check(decode_peer& peer, std::vector<std::string> const& bodies) {
  name_table names;
  decoder_peer strict{names, method::strict};
  exchange wanted;
  exchange seen;
  for (auto const& body : bodies) {
    wanted.clear();
    seen.clear();
    strict.decode(body, wanted);
    peer.decode(body, seen);
    require(seen.body == body_kind::devices && seen.answers.size() == devices_per_answer, "an answer is not read");
    require(seen.answers == wanted.answers, "two decoders differ");
  }
}

void run(benchmark::State& state, decode_peer& peer, writing how) {
  auto bodies = answers_in(how);
  for (auto& body : bodies) body.reserve(body.size() + 64);
  check(peer, bodies);
  exchange seen;
  std::size_t next = 0;
  std::size_t bytes = 0;
  std::size_t const before = test::allocations();
  for (auto _ : state) {
    auto const& body = bodies[next++ % bodies.size()];
    seen.clear();
    peer.decode(body, seen);
    benchmark::DoNotOptimize(seen.answers.data());
    benchmark::ClobberMemory();
    bytes += body.size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.counters["allocs"] =
      benchmark::Counter(static_cast<double>(test::allocations() - before), benchmark::Counter::kAvgIterations);
}

void ours(benchmark::State& state, method how, writing written) {
  name_table names;
  decoder_peer peer{names, how};
  run(state, peer, written);
}

void by_shape(benchmark::State& state, writing how) {
  ours(state, method::by_shape, how);
}

void strict(benchmark::State& state, writing how) {
  ours(state, method::strict, how);
}

void dom(benchmark::State& state, writing how) {
  name_table names;
  run(state, *with_dom(names), how);
}

void simdjson(benchmark::State& state, writing how) {
  bool const in_order = how == writing::compact || how == writing::pretty;
  name_table names;
  run(state, *with_simdjson(names, in_order), how);
}

#define RCS_WRITINGS(decoder)                            \
  BENCHMARK_CAPTURE(decoder, compact, writing::compact); \
  BENCHMARK_CAPTURE(decoder, pretty, writing::pretty);   \
  BENCHMARK_CAPTURE(decoder, europe, writing::europe);   \
  BENCHMARK_CAPTURE(decoder, mixed, writing::mixed);     \
  BENCHMARK_CAPTURE(decoder, pairs, writing::pairs);     \
  BENCHMARK_CAPTURE(decoder, worst, writing::worst)

RCS_WRITINGS(by_shape);
RCS_WRITINGS(strict);
RCS_WRITINGS(dom);
RCS_WRITINGS(simdjson);

}  // namespace
}  // namespace rcs::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::AddCustomContext("simdjson", rcs::bench::simdjson_implementation());
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

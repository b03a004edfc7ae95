#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "micro/cost_per_number.hpp"
#include "micro/decode_bodies.hpp"
#include "micro/decode_peers.hpp"
#include "settle/name_counter.hpp"
#include "settle/standing_names.hpp"
#include "wire/answer_decoder.hpp"

// What it costs to read an answer of 500 devices into an exchange: by shape, with what this machine has and with no
// more than any has, strictly, and with other libraries; and the same with its outcomes and carriers counted. The time
// is that of one answer, its allocations are counted once everything is warm. Before anything is timed, what was read
// and counted is compared with the strict decoder's.

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

/// What every decoder's answers are counted with: the parts of the engine's tally.
class answer_counter {
 public:
  void count(exchange const& seen) {
    standing_names carriers{carriers_};
    standing_names statuses{statuses_};
    for (auto const& device : seen.answers) {
      ++enabled_[static_cast<std::size_t>(device.rcs)];
      if (!device.carrier_id.empty()) carriers.add(device.carrier_id);
      if (!device.carrier_status.empty()) statuses.add(device.carrier_status);
    }
  }

  [[nodiscard]] std::uint64_t answers() const { return std::accumulate(enabled_.begin(), enabled_.end(), 0ULL); }
  friend bool operator==(answer_counter const& one, answer_counter const& other) {
    return one.enabled_ == other.enabled_ && one.carriers_.sorted() == other.carriers_.sorted() &&
           one.statuses_.sorted() == other.statuses_.sorted();
  }

 private:
  std::array<std::uint64_t, 3> enabled_{};
  name_counter carriers_;
  name_counter statuses_;
};

void check(decode_peer& peer, std::vector<std::string> const& bodies) {
  name_table names;
  decoder_peer strict{names, method::strict};
  exchange wanted;
  exchange seen;
  answer_counter counted;
  answer_counter to_be_counted;
  for (auto const& body : bodies) {
    wanted.clear();
    seen.clear();
    strict.decode(body, wanted);
    peer.decode(body, seen);
    require(seen.body == body_kind::devices && seen.answers.size() == devices_per_answer, "an answer is not read");
    require(seen.answers == wanted.answers, "two decoders differ");
    counted.count(seen);
    to_be_counted.count(wanted);
  }
  require(counted == to_be_counted && counted.answers() == bodies.size() * devices_per_answer, "two tallies differ");
}

enum class work { decode, decode_and_tally };

void run(benchmark::State& state, decode_peer& peer, writing how, work what) {
  auto bodies = answers_in(how);
  for (auto& body : bodies) body.reserve(body.size() + 64);
  check(peer, bodies);
  exchange seen;
  answer_counter counted;
  for (auto const& body : bodies) {  // names get their memory
    seen.clear();
    peer.decode(body, seen);
    counted.count(seen);
  }
  std::size_t next = 0;
  cost_per_number cost{state};
  for (auto _ : state) {
    auto const& body = bodies[next++ % bodies.size()];
    seen.clear();
    peer.decode(body, seen);
    if (what == work::decode_and_tally) counted.count(seen);
    benchmark::DoNotOptimize(seen.answers.data());
    benchmark::ClobberMemory();
    cost.add(devices_per_answer, body.size());
  }
}

void by_shape(benchmark::State& state, writing how, work what = work::decode) {
  name_table names;
  decoder_peer peer{names, method::by_shape};
  run(state, peer, how, what);
}

void by_shape_baseline(benchmark::State& state, writing how, work what = work::decode) {
  name_table names;
  decoder_peer peer{names, method::by_shape_baseline};
  run(state, peer, how, what);
}

void strict(benchmark::State& state, writing how, work what = work::decode) {
  name_table names;
  decoder_peer peer{names, method::strict};
  run(state, peer, how, what);
}

void dom(benchmark::State& state, writing how, work what = work::decode) {
  name_table names;
  run(state, *with_dom(names), how, what);
}

void sax(benchmark::State& state, writing how, work what = work::decode) {
  name_table names;
  run(state, *with_sax(names), how, what);
}

void simdjson(benchmark::State& state, writing how, work what = work::decode) {
  bool const in_order = how == writing::compact || how == writing::pretty;
  name_table names;
  run(state, *with_simdjson(names, in_order), how, what);
}

#define RCS_WRITINGS(decoder)                            \
  BENCHMARK_CAPTURE(decoder, compact, writing::compact); \
  BENCHMARK_CAPTURE(decoder, pretty, writing::pretty);   \
  BENCHMARK_CAPTURE(decoder, europe, writing::europe);   \
  BENCHMARK_CAPTURE(decoder, mixed, writing::mixed);     \
  BENCHMARK_CAPTURE(decoder, pairs, writing::pairs);     \
  BENCHMARK_CAPTURE(decoder, worst, writing::worst)

RCS_WRITINGS(by_shape);
RCS_WRITINGS(by_shape_baseline);
RCS_WRITINGS(strict);
RCS_WRITINGS(dom);
RCS_WRITINGS(sax);
RCS_WRITINGS(simdjson);

#define RCS_TALLIED(decoder)                                                               \
  BENCHMARK_CAPTURE(decoder, compact_and_tally, writing::compact, work::decode_and_tally); \
  BENCHMARK_CAPTURE(decoder, pretty_and_tally, writing::pretty, work::decode_and_tally)

RCS_TALLIED(by_shape);
RCS_TALLIED(by_shape_baseline);
RCS_TALLIED(strict);
RCS_TALLIED(sax);
RCS_TALLIED(simdjson);

}  // namespace
}  // namespace rcs::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::AddCustomContext("simdjson", rcs::bench::simdjson_implementation());
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

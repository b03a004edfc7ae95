#include "flow/sum_up.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <string>

namespace rcs {
namespace {

std::chrono::nanoseconds to_duration(timeval const& t) {
  return std::chrono::seconds{t.tv_sec} + std::chrono::microseconds{t.tv_usec};
}

rusage usage_now() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return used;
}

std::chrono::nanoseconds cpu_now() {
  auto const used = usage_now();
  return to_duration(used.ru_utime) + to_duration(used.ru_stime);
}

/// The most memory that the process had resident. Not from `getrusage`: its figure survives an exec, so that a program
/// started by a large one would seem large.
std::uint64_t peak_resident_bytes() {
  std::ifstream status{"/proc/self/status"};
  for (std::string word; status >> word;) {
    std::uint64_t kib = 0;
    if (word == "VmHWM:" && status >> kib) return kib * 1024;
  }
  return static_cast<std::uint64_t>(usage_now().ru_maxrss) * 1024;
}

void add_rows(summary& s, ledger const& books, duplicates repeats) {
  s.rows = books.rows_read;
  if (repeats != duplicates::keep) s.unique = books.unique;
  s.assumed_international = books.assumed_international;
  s.outcomes = books.written.outcomes();
  s.outcomes[index_of(outcome::duplicate)] += books.duplicates;
  s.outcomes[index_of(outcome::not_asked)] += books.unsettled;
  s.carriers = books.written.carriers();
  s.carrier_statuses = books.written.carrier_statuses();
}

void add_requests(summary& s, run_counters::requests const& now, summary const& earlier) {
  s.requests_sent = now.sent + earlier.requests_sent;
  s.requests_bulk = now.bulk + earlier.requests_bulk;
  s.requests_single = now.single + earlier.requests_single;
  s.requests_retried = now.retried + earlier.requests_retried;
  auto by_status = now.by_status;
  for (auto const& [name, count] : earlier.by_status) by_status[name] += count;
  s.by_status.assign(by_status.begin(), by_status.end());
}

void add_latencies(summary& s, histogram const& latency) {
  s.latency_p50 = latency.quantile(0.5);
  s.latency_p90 = latency.quantile(0.9);
  s.latency_p99 = latency.quantile(0.99);
  s.latency_p999 = latency.quantile(0.999);
  s.latency_max = latency.max();
}

connection_counts connections_of(run_environment const& env) {
  connection_counts sum;
  for (auto const& shard : env.shards) {
    auto const counts = shard.way->counts();
    sum.opened += counts.opened;
    sum.reused += counts.reused;
    sum.resumed += counts.resumed;
    sum.failed += counts.failed;
    sum.live += counts.live;
  }
  return sum;
}

void add_connections(summary& s, connection_counts const& now, connection_counts const& before,
                     summary const& earlier) {
  s.connections_opened = now.opened - before.opened + earlier.connections_opened;
  s.connections_reused = now.reused - before.reused + earlier.connections_reused;
  s.connections_resumed = now.resumed - before.resumed + earlier.connections_resumed;
  s.connections_failed = now.failed - before.failed + earlier.connections_failed;
}

}  // namespace

usage_mark::usage_mark(run_environment const& env) : cpu{cpu_now()}, connections{connections_of(env)} {}

histogram latencies_of(run_context const& run) {
  auto latency = run.counters.read().latency;
  for (auto const& [bucket, count] : run.resumed.latencies) {
    latency.add_bucket(bucket, count, run.resumed.totals.latency_max);
  }
  return latency;
}

summary sum_up(run_context const& run, usage_mark const& before, ledger const& books) {
  auto const& earlier = run.resumed.totals;
  summary s;
  add_rows(s, books, run.options.repeats);
  s.known_before = books.written.known_before() + earlier.known_before;
  s.oldest_known_before = std::max(run.oldest_known_before.load(), earlier.oldest_known_before);
  add_requests(s, run.counters.read(), earlier);
  add_latencies(s, latencies_of(run));
  add_connections(s, connections_of(run.env), before.connections, earlier);
  auto const gate = run.env.leave->look();
  s.learned_rate = gate.learned_rate;
  s.learned_in_flight = gate.learned_in_flight;
  s.elapsed = run.env.time->now() - run.started + earlier.elapsed;
  s.cpu = cpu_now() - before.cpu + earlier.cpu;
  s.peak_rss_bytes = std::max(peak_resident_bytes(), earlier.peak_rss_bytes);
  return s;
}

}  // namespace rcs

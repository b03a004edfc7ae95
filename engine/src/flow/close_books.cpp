#include "flow/close_books.hpp"

#include <sys/resource.h>

#include <fstream>
#include <string>
#include <utility>

#include "settle/ledger.hpp"

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

ledger books_of(run_context const& run) {
  ledger books;
  books.rows_read = run.rows_read;
  books.unique = run.unique;
  books.duplicates = run.duplicates;
  books.assumed_international = run.assumed_international;
  books.unsettled = run.plan.look().unsettled + run.not_admitted + run.not_written;
  books.written = run.written;
  return books;
}

/// Ends that something from outside brought about, and not an answer or a file.
bool is_a_stop(ending how) {
  return how == ending::interrupted || how == ending::deadline || how == ending::stalled;
}

void add_rows(summary& s, ledger const& books, duplicates repeats) {
  s.rows = books.rows_read;
  if (repeats == duplicates::drop) s.unique = books.unique;
  s.assumed_international = books.assumed_international;
  for (std::size_t i = 0; i < outcome_count; ++i) s.outcomes[i] = books.written.of(static_cast<outcome>(i));
  s.outcomes[index_of(outcome::duplicate)] += books.duplicates;
  s.outcomes[index_of(outcome::not_asked)] += books.unsettled;
  s.carriers = books.written.carriers();
  s.carrier_statuses = books.written.carrier_statuses();
}

void add_requests(summary& s, run_counters::requests const& requests) {
  s.requests_sent = requests.sent;
  s.requests_bulk = requests.bulk;
  s.requests_single = requests.single;
  s.requests_retried = requests.retried;
  s.by_status.assign(requests.by_status.begin(), requests.by_status.end());
  s.latency_p50 = requests.latency.quantile(0.5);
  s.latency_p90 = requests.latency.quantile(0.9);
  s.latency_p99 = requests.latency.quantile(0.99);
  s.latency_p999 = requests.latency.quantile(0.999);
  s.latency_max = requests.latency.max();
}

}  // namespace

static connection_counts connections_of(run_environment const& env) {
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

usage_mark::usage_mark(run_environment const& env) : connections{connections_of(env)} {
  auto const used = usage_now();
  cpu = to_duration(used.ru_utime) + to_duration(used.ru_stime);
}

summary close_books(run_context& run, usage_mark const& before) {
  auto const books = books_of(run);
  auto ended = run.how_it_ends();
  if (run.input_ended && books.unsettled == 0 && is_a_stop(ended.how)) ended = {};  // it came when all was done
  if (!books.balanced() || (ended.how == ending::finished && books.unsettled != 0)) {
    ended.how = ending::unbalanced;
    ended.why = "the books do not balance: " + books.describe();
  }
  summary s;
  s.how = ended.how;
  s.why = std::move(ended.why);
  add_rows(s, books, run.options.repeats);
  add_requests(s, run.counters.read());

  auto const connections = connections_of(run.env);
  s.connections_opened = connections.opened - before.connections.opened;
  s.connections_reused = connections.reused - before.connections.reused;
  s.connections_resumed = connections.resumed - before.connections.resumed;
  s.connections_failed = connections.failed - before.connections.failed;

  auto const used = usage_now();
  s.elapsed = run.env.time->now() - run.started;
  s.cpu = to_duration(used.ru_utime) + to_duration(used.ru_stime) - before.cpu;
  s.peak_rss_bytes = peak_resident_bytes();
  return s;
}

}  // namespace rcs

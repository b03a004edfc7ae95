#include "support/run_invariants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "gate/cool_down.hpp"
#include "rcs/normalizer.hpp"

namespace rcs::test {
namespace {

using seconds = std::chrono::duration<long double>;

/// Collects what did not hold.
class findings {
 public:
  template <typename... Args>
  void unless(bool holds, fmt::format_string<Args...> what, Args&&... args) {
    if (!holds && lines.size() < most) lines.push_back(fmt::format(what, std::forward<Args>(args)...));
  }

  std::vector<std::string> lines;

 private:
  static constexpr std::size_t most = 20;
};

// --- the books

/// What the list is, read once more.
struct list_facts {
  std::vector<number> numbers;       ///< by row; "no number" where there is none
  std::vector<bool> repeats;         ///< of an earlier row
  std::uint64_t repeats_in_all = 0;  ///< among the rows that the run has read
};

list_facts read_list(virtual_run const& run, std::vector<std::string> const& cells) {
  list_facts facts;
  normalizer const normalize{run.options.numbers};
  std::unordered_set<std::uint64_t> seen;
  for (auto const& cell : cells) {
    auto const found = normalize(cell).value;
    auto const again = found && !seen.insert(found.value()).second;
    facts.numbers.push_back(found);
    facts.repeats.push_back(again);
    if (again && facts.numbers.size() <= run.totals.rows) ++facts.repeats_in_all;
  }
  return facts;
}

void check_books(virtual_run const& run, list_facts const& list, findings& found) {
  auto const& totals = run.totals;
  auto const drops = run.options.repeats == duplicates::drop;
  std::uint64_t sum = 0;
  for (auto const count : totals.outcomes) sum += count;
  found.unless(sum == totals.rows, "{} rows, and {} outcomes", totals.rows, sum);
  found.unless(totals.how != ending::unbalanced, "{}", totals.why);
  found.unless(totals.rows <= list.numbers.size(), "{} rows of {} read", totals.rows, list.numbers.size());
  found.unless(!totals.complete() || totals.rows == list.numbers.size(), "ended after {} rows", totals.rows);

  std::array<std::uint64_t, outcome_count> written{};
  std::vector<bool> settled(list.numbers.size());
  for (auto const& row : run.rows) {
    if (row.row == 0 || row.row > totals.rows) {
      found.unless(false, "row {} was never read", row.row);
      continue;
    }
    found.unless(!settled[row.row - 1], "row {} twice", row.row);
    found.unless(!(drops && list.repeats[row.row - 1]), "row {} is a repeat, and was answered", row.row);
    settled[row.row - 1] = true;
    ++written[index_of(row.what)];
  }
  written[index_of(outcome::duplicate)] += drops ? list.repeats_in_all : 0;
  auto const open =
      totals.rows - std::min<std::uint64_t>(totals.rows, run.rows.size() + (drops ? list.repeats_in_all : 0));
  found.unless(!totals.complete() || open == 0, "complete, and {} rows have no result", open);
  written[index_of(outcome::not_asked)] += open;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    found.unless(written[i] == totals.outcomes[i], "{} {}, and {} were written", totals.outcomes[i], outcome_names[i],
                 written[i]);
  }
}

std::vector<weather> weathers_of(server_model const& server) {
  std::vector<weather> all{server};
  for (auto const& [from, then] : server.changes) all.push_back(then);
  return all;
}

/// Whether this upstream refuses numbers that are good at some time.
bool refuses_all(server_model const& server) {
  auto const all = weathers_of(server);
  return std::any_of(all.begin(), all.end(), [](weather const& one) { return one.status == 400 || one.status == 422; });
}

/// Every row says of its number what the upstream says of it.
void check_truth(virtual_run const& run, list_facts const& list, findings& found) {
  system_time const time;
  model_upstream const oracle{run.server, time, {}, run.seed};
  for (auto const& row : run.rows) {
    if (row.row == 0 || row.row > list.numbers.size()) continue;
    auto const who = list.numbers[row.row - 1];
    auto const is = [&row](outcome what) { return row.what == what; };
    found.unless(row.asked == who, "row {} is about another number", row.row);
    found.unless(is(outcome::invalid) != static_cast<bool>(who), "row {} is {}", row.row, to_string(row.what));
    if (!who) continue;
    auto const answered = is(outcome::enabled) || is(outcome::not_enabled);
    found.unless(!answered || is(outcome::not_enabled) == (who.value() % 3 == 0), "row {} is wrong", row.row);
    found.unless(!answered || !(oracle.is_missing(who) || oracle.is_poison(who)), "row {} was never answered", row.row);
    found.unless(!is(outcome::missing) || oracle.is_missing(who) || oracle.is_missing_once(who),
                 "row {} is not missing", row.row);
    found.unless(!is(outcome::rejected) || oracle.is_poison(who) || refuses_all(run.server), "row {} was not rejected",
                 row.row);
    found.unless(!is(outcome::conflict) && !is(outcome::indeterminate) && !is(outcome::suppressed), "row {} is {}",
                 row.row, to_string(row.what));
    found.unless(row.attempts <= run.options.attempts, "row {} took {} attempts", row.row, row.attempts);
    found.unless(!is(outcome::failed) || row.attempts == run.options.attempts || row.detail.starts_with("bad_request"),
                 "row {} failed after {} attempts: {}", row.row, row.attempts, row.detail);
  }
}

// --- the requests

/// No window has more units than `capacity` + `rate` times its length: the generic cell rate algorithm, by hand.
template <typename Units>
void check_rate(virtual_run const& run, double rate, double capacity, Units units, findings& found) {
  if (rate <= 0) return;
  constexpr long double rounding = 1e-9L;
  long double backlog = 0;
  std::optional<time_point> last;
  for (auto const& one : run.log.sent) {
    if (last) backlog = std::max(0.0L, backlog - rate * seconds(one.at - *last).count());
    last = one.at;
    backlog += units(one);
    found.unless(backlog <= capacity * (1 + rounding) + rate * rounding, "{} units in a window for {}",
                 static_cast<double>(backlog), capacity);
  }
}

constexpr long double first_retries = 10;  // that nothing needs to have succeeded for

void check_retries(virtual_run const& run, findings& found) {
  if (run.log.sent.empty()) return;
  std::uint64_t retried = 0;
  for (auto const& one : run.log.sent) {
    if (!one.retried) continue;
    ++retried;
    auto const since_start = seconds(one.at - run.began).count();
    auto const allowed = first_retries + since_start + run.gate.retry_budget * static_cast<double>(one.successes);
    found.unless(static_cast<long double>(retried) <= allowed + 1e-6L, "{} retries after {} s and {} successes",
                 retried, static_cast<double>(since_start), one.successes);
  }
}

// The price list of isolation, as the contract has it.
constexpr std::uint64_t price_of_one = 140;
constexpr std::uint64_t price_of_a_run = 1000;

void check_isolation(virtual_run const& run, findings& found) {
  std::uint64_t paid = 0;
  for (auto const& [isolation, bill] : run.log.isolations) {
    paid += bill.requests;
    auto const most = price_of_one * (1 + bill.found);
    found.unless(bill.requests <= most, "{} requests for {} bad numbers", bill.requests, bill.found);
  }
  auto const most = run.log.requests / 10 + price_of_a_run;
  found.unless(paid <= most, "{} of {} requests for isolation", paid, run.log.requests);
}

void check_requests(virtual_run const& run, findings& found) {
  auto const& log = run.log;
  auto const workers = std::min(run.workers, run.gate.max_in_flight);
  auto const asks_once = run.options.repeats == duplicates::drop;
  found.unless(log.requests == run.totals.requests_sent && log.bulk == run.totals.requests_bulk &&
                   log.singles == run.totals.requests_single,
               "{} requests, {} reported", log.requests, run.totals.requests_sent);
  found.unless(log.bad_sizes == 0, "{} requests of no legal size", log.bad_sizes);
  found.unless(log.rows_after_answer == 0, "{} rows asked after their final answer", log.rows_after_answer);
  found.unless(!asks_once || log.most_left_out <= 1 + run.options.ask_missing, "a number was left out {} times",
               log.most_left_out);
  // Where repeats are kept, the planner knows of a row what it does not know of another with the same number.
  found.unless(!asks_once || log.thin == 0, "{} bulk requests with too few numbers never missing", log.thin);
  found.unless(!asks_once || log.asked_after_answer == 0, "{} numbers asked after their final answer",
               log.asked_after_answer);
  found.unless(log.unproven == 0, "{} requests beside another one before the first success", log.unproven);
  found.unless(log.hasty == 0, "{} requests before Retry-After was over", log.hasty);
  found.unless(log.most_in_flight <= workers, "{} in flight of {}", log.most_in_flight, workers);
  check_rate(
      run, run.gate.rate.value_or(0), run.gate.burst, [](auto const&) { return 1.0L; }, found);
  check_rate(
      run, run.gate.rate_numbers, static_cast<double>(run.gate.batch_max),
      [](auto const& one) { return static_cast<long double>(one.numbers); }, found);
  check_retries(run, found);
  check_isolation(run, found);
}

// --- the end

bool keeps_dates(server_model const& server) {
  auto const all = weathers_of(server);
  return std::all_of(all.begin(), all.end(), [](weather const& one) { return one.sends_date; });
}

/// How long there was no connection to be had at all.
duration unreachable_for(virtual_run const& run) {
  duration sum{};
  auto from = duration::zero();
  auto open = run.server.most_connections > 0;
  for (auto const& [at, then] : run.server.changes) {
    if (!open) sum += at - from;
    from = at;
    open = then.most_connections > 0;
  }
  return open ? sum : sum + std::max(duration::zero(), run.took - from);
}

/// Whether an answer of this upstream can end a run in its middle.
bool may_refuse(server_model const& server) {
  auto const all = weathers_of(server);
  auto const retried = [](int status) {
    return status < 300 || status == 408 || status == 409 || status == 429 || status == 413 || status >= 500;
  };
  return server.dead_after != ~std::uint64_t{0} ||
         !std::all_of(all.begin(), all.end(), [&](weather const& one) { return retried(one.status); });
}

std::size_t unsettled_bound(virtual_run const& run) {
  if (run.options.max_unsettled != 0) return run.options.max_unsettled;
  return std::max(4 * std::clamp<std::size_t>(run.workers, 8, 64), 2 * run.workers) * run.options.batch_max;
}

void check_end(virtual_run const& run, findings& found) {
  auto const& o = run.options;
  auto const last_success = run.log.last_success ? *run.log.last_success - run.began : duration::zero();
  auto const drought = std::max(run.log.longest_drought, run.took - last_success);  // a success may come in the drain
  found.unless(!run.deadlocked, "nobody waits for anything, and the run has not ended");
  found.unless(!run.endless, "the run does not end");
  found.unless(run.left_in_flight == 0, "{} permits not given back", run.left_in_flight);
  found.unless(run.left_connections == 0, "{} connections not given back", run.left_connections);
  found.unless(run.most_unsettled <= unsettled_bound(run), "{} numbers unsettled", run.most_unsettled);
  auto const latest = latest_end(run);
  found.unless(run.took <= latest, "took {:.1f} s, and nothing explains more than {:.1f} s",
               static_cast<double>(seconds(run.took).count()), static_cast<double>(seconds(latest).count()));
  switch (run.totals.how) {
    case ending::finished:
      break;
    case ending::stalled:
      found.unless(run.log.longest_retry_after > o.stall || drought >= o.stall || !keeps_dates(run.server),
                   "stalled, and never without success for more than {:.1f} s",
                   static_cast<double>(seconds(drought).count()));
      break;
    case ending::deadline:
      found.unless(o.deadline > duration::zero() && run.took >= o.deadline, "the deadline has not passed");
      found.unless(run.took <= o.deadline + o.drain + std::chrono::seconds{1}, "the deadline was not kept");
      break;
    case ending::interrupted:
      found.unless(run.stop_after > duration::zero() && run.took >= run.stop_after, "nobody interrupted it");
      found.unless(run.took <= run.stop_after + o.drain + std::chrono::seconds{1}, "the drain was not kept");
      break;
    case ending::refused:
      found.unless(run.log.successes == 0 || may_refuse(run.server), "refused in mid-run: {}", run.totals.why);
      break;
    default:
      found.unless(false, "ended: {}", run.totals.why);
      break;
  }
}

}  // namespace

duration latest_end(virtual_run const& run) {
  auto const& log = run.log;
  auto const times = [](std::uint64_t n, duration each) { return static_cast<duration::rep>(n) * each; };
  auto const each_takes = [](double rate, double units) {
    return rate > 0 ? duration{static_cast<duration::rep>(1e9 * units / rate)} : duration::zero();
  };
  duration connecting{};
  for (auto const& one : weathers_of(run.server)) connecting = std::max(connecting, one.connect_time);
  auto const pause = std::max({cool_down::pause.cap, log.longest_retry_after,
                               keeps_dates(run.server) ? duration::zero() : duration{run.options.stall}});
  // At the slowest, a rate is learned from one answer in a pause's time.
  bool const learned = !run.gate.rate && log.throttled > 0;
  auto const pacing = (learned ? duration{pause} : duration::zero()) + each_takes(run.gate.rate.value_or(0), 1) +
                      each_takes(run.gate.rate_numbers, static_cast<double>(run.gate.batch_max));
  return unreachable_for(run) + run.options.drain + log.busy + times(log.requests, pacing) + log.back_off +
         times(log.throttled, pause) + times(run.totals.requests_retried, std::chrono::seconds{1}) +
         times(run.totals.connections_opened, connecting) +
         times(run.totals.connections_failed, connecting + std::chrono::seconds{1}) + std::chrono::seconds{1};
}

std::vector<std::string> broken_invariants(virtual_run const& run, std::vector<std::string> const& cells) {
  findings found;
  auto const list = read_list(run, cells);
  check_books(run, list, found);
  check_truth(run, list, found);
  check_requests(run, found);
  check_end(run, found);
  return found.lines;
}

}  // namespace rcs::test

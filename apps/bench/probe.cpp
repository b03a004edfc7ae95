#include "bench/probe.hpp"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <cmath>
#include <utility>

#include "common/date_text.hpp"
#include "wire/endpoint.hpp"

namespace rcs::bench {
namespace {

load load_of(probe_step const& step, probe_limits const& limits) {
  load made;
  made.batch = limits.batch;
  made.by.emplace(step.rate);
  made.most = step.requests;
  return made;
}

/// Beyond these a step is lost, whatever the rest of it brings; so is one that falls behind by as much as it lasts.
give_up_limits limits_of(probe_step const& step, probe_limits const& limits) {
  auto const part = [&step](double share) {
    return static_cast<std::uint64_t>(std::floor(share * static_cast<double>(step.requests)));
  };
  give_up_limits made;
  made.throttled = part(limits.throttled);
  made.failed = part(limits.failed);
  made.late = limits.step + limits.latency;
  return made;
}

probe_observation observation_of(load_result const& done) {
  auto const& seen = done.seen->measured();
  probe_observation made;
  made.answered = seen.of(exchange_result::answered);
  made.throttled = seen.of(exchange_result::throttled);
  made.failed = seen.of(exchange_result::failed) + seen.of(exchange_result::refused);
  made.p99 = seen.intended().quantile(0.99);
  made.service = seen.service().quantile(0.99);
  made.elapsed = done.elapsed;
  made.gave_up = done.seen->gave_up();
  made.numbers = seen.numbers_asked();
  return made;
}

/// Lets the endpoint be for a while; a signal ends it.
void rest(load_environment const& on, time_point until) {
  boost::asio::steady_timer timer{on.context, until};
  bool over = false;
  timer.async_wait([&over](boost::system::error_code const&) { over = true; });
  while (!over && !on.signals.gently().stop_requested()) on.context.run_one();
  timer.cancel();
  while (!over) on.context.run_one();
}

/// The limit of the next step lets nothing depart before this one's would have: that would seem to be the endpoint's
/// doing if the step began before.
duration pause_behind(probe_line const& line, duration rest) {
  auto const interval = std::chrono::duration_cast<duration>(std::chrono::duration<double>(1 / line.asked.rate));
  return line.verdict == probe_verdict::kept ? interval : std::max(interval, rest);
}

bool cap_reached(load_result const& done) {
  return done.seen->cap_reached() || done.why_ended == load_source::end::cap_reached;
}

bool goes_on(load_result const& done) {
  bool const ended_well = done.totals.how == ending::finished || done.totals.how == ending::interrupted;
  return ended_well && !done.interrupted && done.why_ended != load_source::end::list_ended && !cap_reached(done);
}

}  // namespace

probe_report begin_report(settings const& s) {
  probe_report made;
  made.endpoint = endpoint{s.engine.endpoint}.host_header;
  made.date = date_text();
  made.limits = s.limits;
  made.in_flight = s.in_flight;
  return made;
}

probe_result probe(settings const& s, load_environment const& on, std::function<void(probe_line const&)> const& told) {
  probe_result made;
  auto& report = made.report = begin_report(s);
  probe_search search{s.limits};
  while (auto const step = search.next()) {
    // As any user's limit: what was held up is not made up for at a higher rate.
    on.asking.limit_rate(step->rate);
    auto done = run_load(on, load_of(*step, s.limits), duration::zero(), limits_of(*step, s.limits));
    auto const cooling_until = done.seen->cooling_until();
    if (!goes_on(done)) {
      report.interrupted = done.interrupted;
      made.stopped_by = std::move(done);
      break;
    }
    probe_line line;
    line.asked = *step;
    line.seen = observation_of(done);
    line.not_asked = step->requests - std::min(step->requests, done.seen->measured().requests());
    line.verdict = search.observe(line.seen);
    report.lines.push_back(line);
    told(line);
    if (search.next()) rest(on, std::max(std::chrono::steady_clock::now() + pause_behind(line, s.rest), cooling_until));
  }
  bool const used_up = made.stopped_by && cap_reached(*made.stopped_by);
  report.how = used_up ? probe_search::ending::numbers_used : search.how();
  report.confirmed = search.confirmed();
  report.sustained = search.sustained();
  report.broken = search.broken();
  report.broken_by = search.broken_by();
  report.p99 = search.p99();
  return made;
}

}  // namespace rcs::bench

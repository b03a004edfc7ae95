#include "bench/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/date_text.hpp"
#include "common/duration_text.hpp"
#include "wire/endpoint.hpp"

namespace rcs::bench {
namespace {

/// What was meant to depart while the load lasted, and never did.
std::uint64_t not_sent(load const& what, load_result const& done) {
  if (!what.by || done.interrupted || done.why_ended == load_source::end::list_ended) return 0;
  auto planned = done.handed_over;
  if (what.lasts && done.why_ended != load_source::end::cap_reached) planned = what.by->due(*what.lasts);
  if (what.most) planned = std::min(planned, *what.most);
  auto const& seen = *done.seen;
  auto const sent = seen.measured().requests() + seen.warm_up().requests();
  return planned > sent ? planned - sent : 0;
}

/// Requests a second that were meant to depart in what is measured.
std::optional<double> asked_rate(load const& what, duration warm_up, duration until) {
  if (!what.by || until <= warm_up) return std::nullopt;
  auto const due = static_cast<double>(what.by->due(until) - what.by->due(warm_up));
  return due / std::chrono::duration<double>(until - warm_up).count();
}

void add_remarks(load_report& report, settings const& s, load_result const& done) {
  auto const note = [&report](std::string text) { report.remarks.push_back(std::move(text)); };
  if (done.interrupted) note("interrupted");
  if (done.why_ended == load_source::end::list_ended) note("the numbers to ask came to their end; --cycle begins anew");
  if (done.why_ended == load_source::end::cap_reached || done.seen->cap_reached()) {
    note(fmt::format("ended by --max-numbers {}", s.max_numbers));
  }
}

}  // namespace

load load_of(settings const& s) {
  load made;
  made.batch = s.engine.batch_max;
  if (s.changing) made.by.emplace(s.changing->from, s.changing->to, s.lasts);
  if (s.rate != 0) made.by.emplace(s.rate);
  if (s.lasts != duration::zero()) made.lasts = s.lasts;
  if (s.requests != 0) made.most = s.requests;
  return made;
}

std::string words_of(settings const& s) {
  auto const batch = s.engine.batch_max;
  std::string text;
  if (s.changing) {
    text = fmt::format("open loop from {:g} to {:g} requests/s of {} numbers, at most {} in flight", s.changing->from,
                       s.changing->to, batch, s.in_flight);
  } else if (s.rate != 0) {
    text = fmt::format("open loop at {:g} requests/s of {} numbers, at most {} in flight", s.rate, batch, s.in_flight);
  } else {
    text = fmt::format("closed loop of {} requests in flight, {} numbers each", s.in_flight, batch);
  }
  if (s.lasts != duration::zero()) text += ", for " + rcs::to_text(s.lasts);
  if (s.requests != 0) text += fmt::format(", {} requests", s.requests);
  return text;
}

load_report report_of(settings const& s, load const& what, load_result&& done) {
  load_report made;
  made.what = words_of(s);
  made.endpoint = endpoint{s.engine.endpoint}.host_header;
  made.date = date_text();
  made.batch = what.batch;
  made.in_flight = s.in_flight;
  made.connections = s.engine.connections == 0 ? s.in_flight : s.engine.connections;
  made.most_connections = done.seen->most_connections();
  made.warm_up = s.warm_up;
  // Longer than asked where answers to what was due came later; shorter where it was ended early.
  auto until = done.elapsed;
  if (what.lasts && done.why_ended == load_source::end::as_asked) until = std::max(until, *what.lasts);
  made.span = std::max(duration::zero(), until - s.warm_up);
  auto const planned = what.lasts ? std::min(until, *what.lasts) : until;
  made.asked_rate = asked_rate(what, s.warm_up, planned);
  if (what.by) {
    made.asked_from = s.changing ? s.changing->from : s.rate;
    made.asked_to = s.changing ? s.changing->to : s.rate;
  }
  made.not_sent = not_sent(what, done);
  made.measured = done.seen->measured();
  made.warming = done.seen->warm_up();
  made.course = done.seen->course();
  add_remarks(made, s, done);
  made.totals = std::move(done.totals);
  return made;
}

}  // namespace rcs::bench

#include "flow/supervisor.hpp"

#include <algorithm>
#include <chrono>

namespace rcs {
namespace {

using std::chrono::milliseconds;

/// How often a run is looked at even if nothing calls for it; bounds how late a stall is noticed.
constexpr duration idle_look = milliseconds{250};

bool has_work(shared_planner::state const& plan) {
  return plan.in_flight > 0 || plan.something_ready || plan.next_due.has_value();
}

}  // namespace

supervisor::supervisor(run_context& run) : run_{run}, idle_until_{run.started}, next_progress_{run.started} {
  run.look_around = [this] { look_around(); };
  run.listen();
  run.wake_supervision();
}

supervisor::~supervisor() {
  run_.deafen();
  run_.look_around = nullptr;
  if (run_.watcher) run_.watcher->on_progress(look());
}

void supervisor::look_around() {
  auto const now = run_.env.time->now();
  if (run_.stopping()) {
    check_drain(now);
  } else {
    check_limits(now);
  }
  tell_watcher(now);
  run_.supervise_by(next_look(now));
}

void supervisor::check_limits(time_point now) {
  if (run_.options.deadline > duration::zero() && now - run_.started >= run_.options.deadline) {
    return run_.stop(ending::deadline, "the run's deadline has passed");
  }
  // A slow output or a rate that we were given is no stall of the upstream.
  auto const gate = run_.env.leave->look();
  auto const at_given_rate = gate.at_rate_limit && !gate.learned_rate;
  if (!has_work(run_.plan.look()) || run_.blocks.full() || at_given_rate) idle_until_ = now;
  if (now - std::max(run_.counters.last_success(), idle_until_) >= run_.options.stall) {
    run_.stop(ending::stalled, "nothing has succeeded for the stall time");
  }
}

void supervisor::check_drain(time_point now) {
  auto const drained = run_.plan.look().in_flight == 0 || now - run_.how_it_ends().at >= run_.options.drain;
  if (drained && !cut_) {
    cut_ = true;
    run_.cut();
  }
}

void supervisor::tell_watcher(time_point now) {
  if (!run_.watcher || now < next_progress_) return;
  next_progress_ = now + run_.options.progress_every;
  run_.watcher->on_progress(look());
}

time_point supervisor::next_look(time_point now) const {
  auto next = now + idle_look;
  if (run_.watcher) next = std::min(next, std::max(next_progress_, now));
  if (run_.stopping()) return cut_ ? next : std::min(next, run_.how_it_ends().at + run_.options.drain);
  if (run_.options.deadline > duration::zero()) next = std::min(next, run_.started + run_.options.deadline);
  return next;
}

progress supervisor::look() const {
  auto const now = run_.env.time->now();
  auto const plan = run_.plan.look();
  auto const gate = run_.env.leave->look();
  progress made;
  made.rows_read = run_.rows_read;
  made.input_ended = run_.input_ended;
  made.rows_settled = run_.rows_written + run_.duplicates;
  made.numbers_settled = run_.numbers_written;
  made.unsettled = plan.unsettled;
  made.in_flight = plan.in_flight;
  for (auto const& one : run_.env.shards) made.connections += one.way->counts().live;
  made.requests_sent = run_.counters.requests_sent();
  made.throttled = run_.counters.throttled();
  made.elapsed = now - run_.started;
  made.learned_rate = gate.learned_rate;
  made.learned_in_flight = gate.learned_in_flight;
  made.held_up_by = held_up_by(plan, gate, now);
  if (made.held_up_by == waiting::cool_down) made.held_up_for = gate.cooling_until - now;
  if (made.held_up_by == waiting::back_off) made.held_up_for = std::max(duration::zero(), *plan.next_due - now);
  return made;
}

waiting supervisor::held_up_by(shared_planner::state const& plan, shared_gate::state const& gate,
                               time_point now) const {
  if (run_.blocks.full()) return waiting::output;
  if (gate.cooling_until > now) return waiting::cool_down;
  if (gate.at_rate_limit) return waiting::rate;
  if (plan.in_flight > 0) return waiting::nothing;
  if (plan.something_ready) return waiting::connection;
  if (plan.next_due) return waiting::back_off;
  return run_.input_ended ? waiting::nothing : waiting::input;
}

}  // namespace rcs

#include "flow/state_saver.hpp"

#include <algorithm>

#include "settle/ledger.hpp"

namespace rcs {
namespace {

/// The books of a run under way: what is read and neither written nor a repeat is unsettled.
ledger books_so_far(run_context const& run) {
  ledger books;
  books.duplicates = run.duplicates;
  books.unique = run.unique;
  books.assumed_international = run.assumed_international;
  books.written = run.written;
  auto const accounted_for = books.written.rows() + books.duplicates;
  books.rows_read = std::max<std::uint64_t>(run.rows_read, accounted_for);
  books.unsettled = books.rows_read - accounted_for;
  return books;
}

}  // namespace

state_saver::state_saver(run_context& run, usage_mark const& before) : run_{run}, before_{before} {
  if (!run_.saves_states()) return;
  alarm_ = wake_up::start(*run_.env.time, run_.env.writer, [&run] { run.blocks.nudge(); });
}

state_saver::~state_saver() {
  if (alarm_) alarm_->stop();
}

void state_saver::wrote() {
  if (!alarm_ || due_ != time_point::max()) return;
  due_ = run_.env.time->now() + run_.options.save_every;
  alarm_->at(due_);
}

std::error_code state_saver::look() {
  if (run_.env.time->now() >= due_) return save();
  if (due_ != time_point::max()) alarm_->at(due_);  // the alarm may have come early
  return {};
}

std::error_code state_saver::finish() {
  if (due_ == time_point::max()) return {};
  return save();
}

std::error_code state_saver::save() {
  due_ = time_point::max();
  run_state state;
  state.settled = run_.settled;
  state.written = run_.written.outcomes();
  state.totals = sum_up(run_, before_, books_so_far(run_));
  state.latencies = latencies_of(run_).counts();
  return run_.into.save(state);
}

}  // namespace rcs

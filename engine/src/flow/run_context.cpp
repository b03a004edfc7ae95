#include "flow/run_context.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <utility>

namespace rcs {
namespace {

namespace asio = boost::asio;

planner_options planning(run_options const& options) {
  planner_options made;
  made.batch_min = options.batch_min;
  made.batch_max = options.batch_max;
  made.remainder = options.rest == remainder::single ? remainder_policy::single : remainder_policy::hold;
  made.attempts = options.attempts;
  made.ask_missing = options.ask_missing;
  made.repeats = options.repeats == duplicates::keep;
  return made;
}

/// More blocks than this make no write cheaper.
constexpr std::size_t most_queued = 64;

/// Few workers need several requests each in store, since the reader is not woken for every one. Many have enough in
/// store for that with one each.
std::size_t unsettled_bound(run_options const& options, std::size_t workers) {
  if (options.max_unsettled != 0) return options.max_unsettled;
  auto const requests = std::max(4 * std::clamp<std::size_t>(workers, 8, 64), 2 * workers);
  return requests * options.batch_max;
}

std::vector<std::shared_ptr<interrupter>> one_for_each(std::vector<shard_link> const& shards) {
  std::vector<std::shared_ptr<interrupter>> made(shards.size());
  for (auto& one : made) one = std::make_shared<interrupter>();
  return made;
}

/// Whether there are outcomes that only a good answer to a request brought about.
bool has_answers(run_state const& state) {
  constexpr std::array answered{outcome::enabled, outcome::not_enabled, outcome::indeterminate, outcome::missing,
                                outcome::conflict};
  std::uint64_t rows = 0;
  for (auto const one : answered) rows += state.written[index_of(one)];
  return rows > state.totals.known_before;
}

/// The rows as ranges. They come nearly in order, so that there are few.
void append_ranges(std::vector<row_range>& to, std::span<result const> rows) {
  for (auto const& one : rows) {
    if (to.empty() || one.row != to.back().last + 1) to.push_back({one.row, one.row});
    to.back().last = one.row;
  }
}

}  // namespace

run_context::run_context(run_environment environment, source& source_of_rows, sink& sink_of_rows,
                         run_options const& with, run_hooks hooks)
    : env{std::move(environment)},
      from{source_of_rows},
      into{sink_of_rows},
      options{with},
      started{env.time->now()},
      plan{planning(options), unsettled_bound(options, env.workers), *env.time, env.home},
      place{env.leave->enter([this](time_point now, bool retries_allowed) { return plan.take(now, retries_allowed); })},
      blocks{std::min<std::size_t>(env.workers, most_queued) + 8},
      counters{started},
      cuts{one_for_each(env.shards)},
      workspaces(env.shards.size()),
      resumed{hooks.resume ? *hooks.resume : run_state{}},
      goes_on{has_answers(resumed)},
      replaying{resumed.settled.last() != 0},
      written{},
      settled{resumed.settled},
      supervision_{wake_up::start(*env.time, env.home,
                                  [this] {
                                    if (look_around) look_around();
                                  })},
      stop_token_{std::move(hooks.stop)},
      stop_now_token_{std::move(hooks.stop_now)},
      watcher{hooks.watcher},
      exchanges{hooks.exchanges},
      known_before{hooks.known_before} {
  written.restore(resumed.written, resumed.totals.carriers, resumed.totals.carrier_statuses);
  rows_written = written.rows();
  numbers_written = written.numbers();
}

run_context::~run_context() {
  supervision_->stop();

  env.leave->leave(*place);
}

void run_context::listen() {
  on_stop_.emplace(stop_token_, [this] { stop(ending::interrupted, "stopped by the caller"); });
  on_stop_now_.emplace(stop_now_token_, [this] { end_at_once("stopped by the caller, at once"); });
}

void run_context::deafen() {
  on_stop_.reset();
  on_stop_now_.reset();
}

void run_context::stop(ending how, std::string why) {
  {
    std::lock_guard const held{mutex_};
    if (stopping()) return;
    end_ = end{how, std::move(why), env.time->now()};
    stopping_.store(true);
  }
  if (!replaying) from.interrupt();
  plan.stop();
  env.leave->leave(*place);
  wake_supervision();
}

bool run_context::affords(std::size_t numbers) noexcept {
  if (options.budget_numbers == 0) return true;
  auto spent = spent_.load();
  while (spent + numbers <= options.budget_numbers) {
    if (spent_.compare_exchange_weak(spent, spent + numbers)) return true;
  }
  return false;
}

void run_context::cut() {
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    asio::post(env.shards[i].executor, [cut = cuts[i]] { cut->fire(); });
  }
}

void run_context::end_at_once(std::string why) {
  stop(ending::interrupted, std::move(why));
  from.interrupt();  // also in the middle of what an earlier run has settled
  cut();
  into.interrupt();
}

run_context::end run_context::how_it_ends() const {
  std::lock_guard const held{mutex_};
  return end_;
}

asio::awaitable<void> run_context::emit(std::span<result const> rows) {
  return emit(rows, {});
}

asio::awaitable<void> run_context::emit(std::span<result const> rows, std::span<row_range const> also) {
  if (rows.empty() && also.empty()) co_return;
  auto block = spare_blocks.take();
  block->bytes = into.render(rows, std::move(block->bytes));
  block->counts.add(rows);
  block->settled.assign(also.begin(), also.end());
  if (saves_states() && also.empty()) append_ranges(block->settled, rows);
  if (blocks.try_push(block)) co_return;
  auto const taken = co_await blocks.push(std::move(block));
  if (!taken) not_written += rows.size();
}

}  // namespace rcs

#include "support/virtual_run.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "flow/pipeline.hpp"
#include "flow/run_context.hpp"
#include "flow/spawn.hpp"

namespace rcs::test {
namespace {

namespace asio = boost::asio;

class memory_source final : public source {
 public:
  explicit memory_source(std::vector<std::string> const& cells) : cells_{cells} {}

  bool read(row_block& into, std::error_code&) override {
    into.clear();
    into.first_row = at_ + 1;
    while (at_ < cells_.size() && into.cells.size() < 1000) into.cells.emplace_back(cells_[at_++]);
    return !into.cells.empty();
  }

 private:
  std::vector<std::string> const& cells_;
  std::size_t at_ = 0;
};

struct kept_block final : rendered_block {
  std::vector<kept_row> rows;
};

class memory_sink final : public sink {
 public:
  memory_sink(std::vector<kept_row>& rows, std::vector<kept_state>& states) : rows_{rows}, states_{states} {}

  std::unique_ptr<rendered_block> render(std::span<result const> rows, std::unique_ptr<rendered_block>) override {
    auto block = std::make_unique<kept_block>();
    for (auto const& row : rows) {
      block->rows.push_back(
          {row.row, row.asked, row.what, row.attempts, std::string{row.detail}, std::string{row.carrier_id}});
    }
    return block;
  }

  std::error_code write(rendered_block& block) override {
    auto const& more = static_cast<kept_block&>(block).rows;
    rows_.insert(rows_.end(), more.begin(), more.end());
    return {};
  }

  std::error_code save(run_state const& state) override {
    states_.push_back({state, rows_.size()});
    return {};
  }

  std::error_code finish() override { return {}; }

 private:
  std::vector<kept_row>& rows_;
  std::vector<kept_state>& states_;
};

asio::awaitable<void> stop_at(alarm& waiting, time_point when, std::stop_source& stop) {
  co_await waiting.wait_until(when);
  stop.request_stop();
}

/// The upstream answers another run well.
asio::awaitable<void> prove(shared_gate& leave) {
  auto const other = leave.enter([](time_point, bool) {
    plan_step step;
    step.what = plan_step::kind::ask;
    return step;
  });
  auto const admitted = co_await leave.admit(*other);
  leave.returned(admitted.id, gate::signal::success, std::nullopt);
  leave.leave(*other);
}

/// A run that would not end is brought to an end from outside, so that the test can tell of it.
void give_up(run_context& run, asio::io_context& context, manual_clock& time, std::optional<summary> const& ended) {
  constexpr int patience = 100'000;
  run.stop(ending::interrupted, "the test gave it up");
  run.cut();
  for (int i = 0; i < patience && !ended; ++i) {
    if (context.poll_one() == 0 && !time.jump()) break;
  }
}

}  // namespace

void virtual_run::operator()(std::vector<std::string> const& cells) {
  manual_clock time;
  time.set_wall(wall_jumps);
  began = time.now();
  asio::io_context context{1};
  auto const work = asio::make_work_guard(context);
  std::optional<shared_gate> leave;
  leave.emplace(gate, time, context.get_executor(), seed);
  if (proven_before) {
    spawn(context.get_executor(), prove(*leave));
    context.poll();
  }
  model_upstream upstream{server, time, context.get_executor(), seed};
  memory_source from{cells};
  rows.clear();
  states.clear();
  memory_sink into{rows, states};
  auto const stopping = time.make_alarm(context.get_executor());

  run_environment env;
  env.time = &time;
  env.leave = &*leave;
  shard_link link;
  link.executor = context.get_executor();
  link.way = &upstream;
  env.shards.push_back(link);
  env.home = env.reader = env.writer = context.get_executor();
  env.workers = workers;
  env.seed = seed;
  run_hooks hooks;
  hooks.stop = stop.get_token();
  if (stopped_before) stop.request_stop();
  hooks.resume = resume;
  hooks.exchanges = exchanges;
  hooks.known_before = known_before;

  std::optional<summary> ended;
  auto run = std::make_unique<run_context>(env, from, into, options, hooks);
  auto const keep = [&ended](std::exception_ptr failed, summary done) {
    if (failed) std::rethrow_exception(failed);
    ended = std::move(done);
  };
  asio::co_spawn(context, pipeline(*run), keep);
  if (stop_after != duration::zero()) {
    spawn(context.get_executor(), stop_at(*stopping, time.now() + stop_after, stop));
  }

  deadlocked = endless = false;
  most_unsettled = 0;
  std::uint64_t steps = 0;
  while (!ended && !deadlocked && !endless) {
    while (steps < step_limit && context.poll_one() != 0) ++steps;
    if (ended) break;
    most_unsettled = std::max(most_unsettled, run->plan.look().unsettled);
    endless = steps == step_limit || time.elapsed() > time_limit;
    if (!endless) deadlocked = !time.jump();
  }
  if (!ended) give_up(*run, context, time, ended);
  if (ended) totals = std::move(*ended);
  took = time.elapsed();
  log = upstream.log();
  left_in_flight = leave->look().in_flight;
  left_connections = upstream.connections_in_use();
  run.reset();
  leave.reset();
  stopping->cancel();
  context.poll();  // the wake-ups see that they are stopped
}

std::vector<std::string> generated_rows(std::size_t count, std::uint64_t first) {
  std::vector<std::string> rows;
  rows.reserve(count);
  for (std::size_t i = 0; i < count; ++i) rows.push_back("+" + std::to_string(first + i));
  return rows;
}

}  // namespace rcs::test

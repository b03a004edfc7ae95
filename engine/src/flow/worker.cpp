#include "flow/worker.hpp"

#include <memory>
#include <utility>

#include "flow/aftermath.hpp"
#include "settle/classify.hpp"

namespace rcs {
namespace {

namespace asio = boost::asio;

/// No connection: before the first success, or for a certificate, that ends the run. Else the pool goes on trying, and
/// nothing is lost: no numbers were taken.
void note_no_connection(run_context& run, exchange const& seen) {
  if (seen.error == transport::aborted) return;
  exchange_context context;
  context.proven = run.env.leave->proven();
  auto const means = classify(seen, batch{}, context);
  if (means.what == verdict::stop) run.stop(ending::refused, means.why);
}

/// A run that is stopped ends with its last answer.
void wake_supervision_of(run_context& run) {
  if (run.stopping()) run.wake_supervision();
}

}  // namespace

// One coroutine for all of a worker's requests: a frame for each of them would come from the heap.
asio::awaitable<void> ask_upstream(run_context& run, std::size_t shard, std::size_t index) {
  auto& gate = *run.env.leave;
  auto& way = *run.env.shards[shard].way;
  if (index != 0) {
    auto const may_begin = co_await gate.proof(*run.place);
    if (!may_begin) co_return;
  }
  aftermath after{run, shard, index};
  for (;; wake_supervision_of(run)) {
    auto const more = co_await run.plan.work();
    if (!more) break;
    after.watch.has_work();
    auto seated = gate.try_sit(*run.place);
    if (!seated) seated = co_await gate.sit_down(*run.place);
    if (!seated) continue;
    shared_gate::seat const seat{gate, *run.place};
    auto connection = co_await way.acquire(gate.proven(), *run.cuts[shard], after.seen);
    if (!connection) {
      note_no_connection(run, after.seen);
      continue;
    }
    after.watch.has_connection();
    auto leave = gate.try_admit(*run.place);
    bool const waits = !leave.granted;
    if (waits) leave = co_await gate.admit(*run.place);
    if (!leave.granted) {
      connection.reset();
      after.collect();
    } else if (waits && !connection->usable()) {
      // It died meanwhile: no attempt, and leave goes to whoever can use it.
      connection.reset();
      after.give_back(leave);
    } else if (!run.affords(leave.request.size())) {
      connection.reset();
      after.give_back(leave);
      run.stop(ending::over_budget, "the next request would be beyond the budget of numbers");
    } else {
      run.counters.sent(leave.request);
      after.watch.departs();
      co_await connection->ask(leave.request, after.seen);
      connection.reset();
      after.interpret(leave);
    }
    co_await run.emit(after.rows());
  }
  gate.leave(*run.place);
  // Everything is settled: whoever still waits for a connection waits in vain. A run that is stopped drains first.
  if (!run.stopping()) run.cut();
}

}  // namespace rcs

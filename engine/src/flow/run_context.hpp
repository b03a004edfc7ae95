#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "flow/block_pool.hpp"
#include "flow/bounded_queue.hpp"
#include "flow/clock.hpp"
#include "flow/run_counters.hpp"
#include "flow/shared_gate.hpp"
#include "flow/shared_planner.hpp"
#include "flow/workspace.hpp"
#include "model/interrupter.hpp"
#include "rcs/engine.hpp"
#include "settle/ledger.hpp"
#include "wire/upstream.hpp"

namespace rcs {

/// One thread's way to the upstream, as a run sees it.
struct shard_link {
  boost::asio::any_io_executor executor;
  upstream* way = nullptr;
};

/// What a run stands on. In production the engine's threads and clock, in tests one context and a clock counted by
/// hand.
struct run_environment {
  clock const* time = nullptr;
  shared_gate* leave = nullptr;
  std::vector<shard_link> shards;
  boost::asio::any_io_executor home;    ///< supervision and the end; one thread
  boost::asio::any_io_executor reader;  ///< may be blocked by the source
  boost::asio::any_io_executor writer;  ///< may be blocked by the sink
  std::size_t workers = 1;              ///< requests of this run out at once, at most
  std::uint64_t seed = 0;
};

/// Everything that the coroutines of one run share. It outlives all of them (`pipeline` sees to that); each member is
/// thread-safe or says whose it is.
class run_context {
 public:
  /// Throws `std::invalid_argument` for an option out of its range.
  run_context(run_environment environment, source& from, sink& into, run_options const& options, run_hooks hooks);
  ~run_context();
  run_context(run_context const&) = delete;
  run_context& operator=(run_context const&) = delete;

  run_environment const env;
  source& from;
  sink& into;
  run_options const options;
  time_point const started;

  shared_planner plan;
  std::shared_ptr<shared_gate::place> const place;
  bounded_queue<std::unique_ptr<settled_block>> blocks;
  block_pool spare_blocks;
  run_counters counters;
  // By shard; touched on that shard's executor only.
  std::vector<std::shared_ptr<interrupter>> const cuts;
  std::vector<workspace> workspaces;

  /// What the run goes on from; empty at a first start.
  run_state const resumed;
  /// Some exchange of what the run goes on from had succeeded.
  bool const goes_on;
  /// The reader is still among the rows that `resumed` had come to. It reads on then even if the run is stopped, since
  /// the totals are of those rows, too.
  std::atomic<bool> replaying{false};

  // The reader's counts.
  std::atomic<std::uint64_t> rows_read{0};
  std::atomic<std::uint64_t> duplicates{0};
  std::atomic<std::uint64_t> unique{0};
  std::atomic<std::uint64_t> assumed_international{0};
  std::atomic<std::uint64_t> not_admitted{0};  ///< read, but the run stopped before the planner had room
  std::atomic<std::chrono::seconds> oldest_known_before{std::chrono::seconds{0}};  ///< see `prior_answer::age`
  std::atomic<bool> input_ended{false};
  // The writer's counts.
  std::atomic<std::uint64_t> rows_written{0};
  std::atomic<std::uint64_t> numbers_written{0};
  std::atomic<std::uint64_t> not_written{0};  ///< settled, but the sink had failed
  tally written;                              ///< the writer's alone until it has ended
  row_set settled;                            ///< likewise; only where states are saved

  /// Renders rows, counts them, and hands them to the writer; waits while the writer is behind, with `rows` no longer
  /// needed.
  [[nodiscard]] boost::asio::awaitable<void> emit(std::span<result const> rows);
  /// The same for what the reader settles: `also` are rows that need no result, and all of `rows`.
  [[nodiscard]] boost::asio::awaitable<void> emit(std::span<result const> rows, std::span<row_range const> also);
  /// Whether the budget has room for so many numbers more, which are taken from it then. Thread-safe.
  [[nodiscard]] bool affords(std::size_t numbers) noexcept;
  [[nodiscard]] bool saves_states() const noexcept { return options.save_every > duration::zero(); }

  /// Ends the run: nothing new is asked, what is out may settle until the drain time is over. The first call's reason
  /// counts. Thread-safe.
  void stop(ending how, std::string why);
  /// Ends what is out as well. Thread-safe.
  void cut();
  /// All of that, and a write that nobody reads: the caller wants the run to end now. Thread-safe.
  void end_at_once(std::string why);
  [[nodiscard]] bool stopping() const noexcept { return stopping_.load(); }

  struct end {
    ending how = ending::finished;
    std::string why;
    time_point at{};
  };
  /// Why and when the run was stopped; `finished` if it was not.
  [[nodiscard]] end how_it_ends() const;

  /// Supervision looks around no later than `when`. Thread-safe, also before it begins and after it has ended.
  void supervise_by(time_point when) { supervision_->at(when); }
  void wake_supervision() { supervise_by(time_point::min()); }
  /// What supervision does; set and called on the home executor only.
  std::function<void()> look_around;

 private:
  std::shared_ptr<wake_up> supervision_;
  std::atomic<bool> stopping_{false};
  std::atomic<std::uint64_t> spent_{0};  ///< of the budget
  mutable std::mutex mutex_;
  end end_;
  std::optional<std::stop_callback<std::function<void()>>> on_stop_;
  std::optional<std::stop_callback<std::function<void()>>> on_stop_now_;
  std::stop_token stop_token_;
  std::stop_token stop_now_token_;

 public:
  observer* const watcher;
  exchange_observer* const exchanges;
  prior_answers* const known_before;  ///< the reader's
  /// Begins to listen to the caller's stop signals; after `wake_supervision` is set.
  void listen();
  /// Stops listening: no call-back is running or begins once this returns.
  void deafen();
};

}  // namespace rcs

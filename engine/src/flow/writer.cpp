#include "flow/writer.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "flow/state_saver.hpp"
#include "flow/wake_up.hpp"

namespace rcs {
namespace {

/// How long a block may lie while the writer waits for others. Being woken costs as much as formatting a block.
constexpr auto longest_wait = std::chrono::milliseconds{2};

void add_up(run_context& run, settled_block const& block) {
  run.written.merge(block.counts);
  run.rows_written += block.counts.rows();
  run.numbers_written += block.counts.numbers();
  for (auto const& rows : block.settled) run.settled.add(rows);
}

/// Writes blocks, and remembers the first error: what comes after it is not written.
class block_writer {
 public:
  block_writer(run_context& run, usage_mark const& before)
      : run_{run}, states_{run, before}, alarm_{wake_up::start(*run.env.time, run.env.writer, [&run] {
          run.blocks.nudge();
        })} {}
  ~block_writer() { alarm_->stop(); }
  block_writer(block_writer const&) = delete;
  block_writer& operator=(block_writer const&) = delete;

  void write(std::vector<std::unique_ptr<settled_block>>& burst) {
    if (burst.empty()) return;
    alarm_->at(run_.env.time->now() + longest_wait);
    bytes_.clear();
    for (auto const& block : burst) bytes_.push_back(block->bytes.get());
    if (!failed_) note(run_.into.write(bytes_), "the output cannot be written: ");
    for (auto& block : burst) {
      if (failed_) {
        run_.not_written += block->counts.rows();
      } else {
        add_up(run_, *block);
      }
      run_.spare_blocks.give_back(std::move(block));
    }
    burst.clear();
    if (!failed_) states_.wrote();
  }

  void look() {
    if (!failed_) note(states_.look(), "the state of the run cannot be saved: ");
  }

  void finish() {
    if (!failed_) note(states_.finish(), "the state of the run cannot be saved: ");
    note(run_.into.finish(), "the output cannot be finished: ");
  }

 private:
  void note(std::error_code what, char const* where) {
    if (!what || failed_) return;
    failed_ = what;
    run_.stop(ending::output_failed, where + what.message());
  }

  run_context& run_;
  state_saver states_;
  std::shared_ptr<wake_up> alarm_;      ///< ends the waiting for more blocks than there are
  std::vector<rendered_block*> bytes_;  ///< of a burst; kept for its memory
  std::error_code failed_;
};

}  // namespace

boost::asio::awaitable<void> write_blocks(run_context& run, usage_mark const& before) {
  block_writer out{run, before};
  std::vector<std::unique_ptr<settled_block>> burst;
  std::size_t enough = 1;
  while (!run.blocks.drained()) {
    co_await run.blocks.pop(enough, burst);
    // Where one block was, more will come: those are waited for together, but not for long.
    enough = burst.empty() ? 1 : run.blocks.capacity() / 2;
    out.write(burst);
    out.look();
  }
  out.finish();
}

}  // namespace rcs

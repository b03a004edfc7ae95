#include "flow/writer.hpp"

#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "flow/state_saver.hpp"

namespace rcs {
namespace {

void add_up(run_context& run, settled_block const& block) {
  run.written.merge(block.counts);
  run.rows_written += block.counts.rows();
  run.numbers_written += block.counts.rows() - block.counts.of(outcome::invalid);
  for (auto const& rows : block.settled) run.settled.add(rows);
}

/// Writes block after block, and remembers the first error: what comes after it is not written.
class block_writer {
 public:
  block_writer(run_context& run, usage_mark const& before) : run_{run}, states_{run, before} {}

  void write(std::unique_ptr<settled_block> block) {
    if (!failed_) note(run_.into.write(*block->bytes), "the output cannot be written: ");
    if (failed_) {
      run_.not_written += block->counts.rows();
    } else {
      add_up(run_, *block);
      states_.wrote();
    }
    run_.spare_blocks.give_back(std::move(block));
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
  std::error_code failed_;
};

}  // namespace

boost::asio::awaitable<void> write_blocks(run_context& run, usage_mark const& before) {
  block_writer out{run, before};
  for (;;) {
    auto block = co_await run.blocks.pop();
    if (block) {
      out.write(std::move(block));
    } else if (run.blocks.drained()) {
      break;
    }
    out.look();
  }
  out.finish();
}

}  // namespace rcs

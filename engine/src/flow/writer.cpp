#include "flow/writer.hpp"

#include <memory>
#include <system_error>
#include <utility>

namespace rcs {
namespace {

void add_up(run_context& run, tally const& counts) {
  run.written.merge(counts);
  run.rows_written += counts.rows();
  run.numbers_written += counts.rows() - counts.of(outcome::invalid);
}

}  // namespace

boost::asio::awaitable<void> write_blocks(run_context& run) {
  std::error_code failed;
  for (;;) {
    auto block = co_await run.blocks.pop();
    if (!block) break;
    if (!failed) {
      failed = run.into.write(*block->bytes);
      if (failed) run.stop(ending::output_failed, "the output cannot be written: " + failed.message());
    }
    if (failed) {
      run.not_written += block->counts.rows();
    } else {
      add_up(run, block->counts);
    }
    run.spare_blocks.give_back(std::move(block));
  }
  auto const unfinished = run.into.finish();
  if (unfinished && !failed) run.stop(ending::output_failed, "the output cannot be finished: " + unfinished.message());
}

}  // namespace rcs

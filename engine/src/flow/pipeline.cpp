#include "flow/pipeline.hpp"

#include <optional>

#include "flow/close_books.hpp"
#include "flow/join_group.hpp"
#include "flow/reader.hpp"
#include "flow/supervisor.hpp"
#include "flow/worker.hpp"
#include "flow/writer.hpp"

namespace rcs {

boost::asio::awaitable<summary> pipeline(run_context& run) {
  usage_mark const before{run.env};
  std::optional<supervisor> watch{run};
  join_group asking;
  join_group writing;

  asking.start(run.env.reader, read_rows(run));
  for (std::size_t i = 0; i < run.env.workers; ++i) {
    auto const shard = i % run.env.shards.size();
    asking.start(run.env.shards[shard].executor, ask_upstream(run, shard, i));
  }
  writing.start(run.env.writer, write_blocks(run, before));

  co_await asking.wait();
  run.blocks.close();
  co_await writing.wait();
  watch.reset();
  co_return close_books(run, before);
}

}  // namespace rcs

#pragma once

#include <boost/asio/awaitable.hpp>

#include "flow/run_context.hpp"
#include "flow/sum_up.hpp"

namespace rcs {

/// From the shards to the sink: writes blocks in the order they were settled and adds up their tallies. Ends when the
/// queue is closed and empty. The first error stops the run; what comes after it is dropped and counted as not written.
[[nodiscard]] boost::asio::awaitable<void> write_blocks(run_context& run, usage_mark const& before);

}  // namespace rcs

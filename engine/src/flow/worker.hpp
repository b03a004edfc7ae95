#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstddef>

#include "flow/run_context.hpp"

namespace rcs {

/// From the planner to the upstream and back: one of a run's equal workers, on the executor of its shard. Waits for
/// something to ask, for a seat, for a live connection and for leave, in this order; asks; and carries out what the
/// answer means. Ends when everything is settled or the run is stopped. Only the `first` worker begins before the
/// upstream is proven.
[[nodiscard]] boost::asio::awaitable<void> ask_upstream(run_context& run, std::size_t shard, std::size_t index);

}  // namespace rcs

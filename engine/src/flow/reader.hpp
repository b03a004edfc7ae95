#pragma once

#include <boost/asio/awaitable.hpp>

#include "flow/run_context.hpp"

namespace rcs {

/// From the source to the planner: reads blocks of rows, normalises them, drops repeats, settles what is no number or
/// known before, and hands on the rest as fast as there is room. Ends with the input or with the run.
[[nodiscard]] boost::asio::awaitable<void> read_rows(run_context& run);

}  // namespace rcs

#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>

#include "flow/run_context.hpp"
#include "rcs/summary.hpp"

namespace rcs {

/// A run from its first row to its closed books: source -> plan -> gate -> wire -> settle -> sink. On the run's home
/// executor. When it returns, nothing of the run is left anywhere, and `run` can be destroyed.
[[nodiscard]] boost::asio::awaitable<summary> pipeline(run_context& run);

}  // namespace rcs

#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace rcs {

/// Starts a coroutine that nobody waits for. It has no way to fail: an exception that leaves it is a bug, and is let
/// out of the thread that runs the executor, to end the program.
void spawn(boost::asio::any_io_executor const& executor, boost::asio::awaitable<void> work);

}  // namespace rcs

#include "flow/spawn.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <utility>

namespace rcs {

void spawn(boost::asio::any_io_executor const& executor, boost::asio::awaitable<void> work) {
  auto const rethrow = [](std::exception_ptr const& failed) {
    if (failed) std::rethrow_exception(failed);
  };
  boost::asio::co_spawn(executor, std::move(work), rethrow);
}

}  // namespace rcs

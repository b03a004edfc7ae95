#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/intrusive/list.hpp>
#include <memory>

#include "wire/allowance.hpp"
#include "wire/one_shot.hpp"
#include "wire/pooled_connection.hpp"

namespace rcs {

/// A caller of the pool that waits for a connection, or for its turn to open one. Leaves the queue when destroyed.
struct pool_waiter : boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
  explicit pool_waiter(boost::asio::any_io_executor const& executor) : served{executor} {}

  one_shot served;
  std::unique_ptr<pooled_connection> given;  ///< if null when served: it may open one
  allowance::share place;                    ///< for the connection to open
  allowance::share handshake;                ///< held until that is open
};

using pool_waiters = boost::intrusive::list<pool_waiter, boost::intrusive::constant_time_size<false>>;

}  // namespace rcs

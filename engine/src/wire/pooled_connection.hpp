#pragma once

#include <memory>
#include <utility>

#include "wire/allowance.hpp"
#include "wire/connection.hpp"

namespace rcs {

/// A connection and the place it takes up in its pool.
class pooled_connection {
 public:
  pooled_connection(allowance::share place, std::unique_ptr<tls_channel> channel, connection_commons& commons)
      : place_{std::move(place)}, connection_{std::move(channel), commons} {}

  [[nodiscard]] connection& operator*() noexcept { return connection_; }
  [[nodiscard]] connection* operator->() noexcept { return &connection_; }

 private:
  allowance::share place_;  ///< comes back after the connection has closed
  connection connection_;
};

}  // namespace rcs

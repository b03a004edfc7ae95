#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "gate/backoff.hpp"
#include "model/exchange.hpp"
#include "model/interrupter.hpp"
#include "model/time.hpp"
#include "wire/allowance.hpp"
#include "wire/connection_commons.hpp"
#include "wire/connector.hpp"
#include "wire/pool_waiter.hpp"
#include "wire/pooled_connection.hpp"
#include "wire/tls_context.hpp"
#include "wire/tls_upstream.hpp"

namespace rcs {

/// The connections of one upstream. Hands out the one used last first, since it is the likeliest to be alive and fast;
/// opens another while there are fewer than `connections`; else lets the caller wait, first come first served. Failed
/// connects are backed off for the whole pool, and after one a single connect probes at a time. One executor only.
class pool : public std::enable_shared_from_this<pool> {
 public:
  /// Throws `std::invalid_argument` naming the option that is wrong. `seed` feeds the jitter of the back-off.
  pool(boost::asio::any_io_executor executor, tls_upstream_options const& options, key_provider key,
       std::uint64_t seed);
  ~pool();

  using handle = std::unique_ptr<pooled_connection>;

  /// A usable connection, or null: `into` then says why. As `upstream::acquire`.
  [[nodiscard]] boost::asio::awaitable<handle> acquire(bool patient, interrupter& stop, exchange& into);

  /// Keeps the connection, which is not null, for the next one, if it may be kept.
  void give_back(handle used);

  /// Closes idle connections now, and the others as they come back.
  void close();

  [[nodiscard]] connection_counts counts() const noexcept { return commons_.counters.read(); }

 private:
  boost::asio::awaitable<handle> open(allowance::share place, interrupter& stop, exchange& into);
  void note_failure(time_point started);
  void serve();
  handle take_idle(time_point at);
  bool may_open(time_point at) const noexcept;
  void serve_after_backoff(time_point at);

  boost::asio::any_io_executor executor_;
  route way_;
  tls_context tls_;
  connector connector_;
  connection_commons commons_;

  pool_waiters waiting_;
  bool serving_ = false;
  bool closed_ = false;

  backoff const backoff_{std::chrono::milliseconds{100}, std::chrono::seconds{10}};
  std::mt19937_64 random_;
  boost::asio::steady_timer backoff_end_;
  unsigned failures_ = 0;  ///< in a row; connects that ran at the same time count as one
  time_point last_failure_{};
  time_point not_before_{};  ///< no connect begins earlier

  allowance places_;
  allowance handshakes_;
  std::vector<handle> idle_;  ///< the one used last at the back
};

}  // namespace rcs

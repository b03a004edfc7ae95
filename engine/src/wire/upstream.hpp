#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>

#include "model/batch.hpp"
#include "model/exchange.hpp"
#include "model/interrupter.hpp"

namespace rcs {

/// A live connection to the upstream, the holder's alone until destroyed; destroying it is always safe and gives the
/// connection back to its pool if it may carry another request.
class connection_lease {
 public:
  virtual ~connection_lease() = default;

  /// Whether it is still alive, as far as that can be known without sending anything: the upstream may have closed it
  /// while its holder waited for leave. Never suspends, and runs on the upstream's executor only, as `ask` does.
  [[nodiscard]] virtual bool usable() = 0;

  /// Sends the request for `numbers` and reads the answer. Everything that can go wrong is in `into`, which is cleared
  /// first; the views in `into` live until its next use.
  [[nodiscard]] virtual boost::asio::awaitable<void> ask(batch const& numbers, exchange& into) = 0;
};

/// How many connections there are and were.
struct connection_counts {
  std::uint64_t opened = 0;   ///< connections with a completed TLS handshake
  std::uint64_t reused = 0;   ///< requests sent on a connection that had carried one before
  std::uint64_t resumed = 0;  ///< of `opened`, those that resumed a TLS session
  std::uint64_t failed = 0;   ///< attempts to open one that failed
  std::uint64_t live = 0;     ///< established now
};

/// One shard's way to the upstream. Used from one executor only, except where said otherwise. Many runs may share it.
class upstream {
 public:
  virtual ~upstream() = default;

  /// Waits for a live connection, opening one if need be (every address of a fresh name look-up is tried, connects are
  /// paced, failures backed off). With `patient` it goes on trying until it succeeds, the certificate is refused, or
  /// `stop` fires; without, the first failure returns. Null if there is none: `into` then says why. Once `stop` fires,
  /// this and every `ask` of the lease end soon, with `transport::aborted`; `stop` outlives the lease.
  [[nodiscard]] virtual boost::asio::awaitable<std::unique_ptr<connection_lease>> acquire(bool patient,
                                                                                          interrupter& stop,
                                                                                          exchange& into) = 0;

  /// Thread-safe.
  [[nodiscard]] virtual connection_counts counts() const noexcept = 0;
};

}  // namespace rcs

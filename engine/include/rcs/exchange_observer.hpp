#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "rcs/outcome.hpp"

namespace rcs {

/// What one request was found to have come to.
enum class exchange_result : std::uint8_t {
  answered,   ///< a good answer about what was asked
  throttled,  ///< 429, or 503 with Retry-After
  failed,     ///< a server error, a time limit, a broken connection or an answer that is none: `exchange_report::as`
  refused,    ///< any other answer: of the key, the path, the size or a number
  replayed,   ///< a kept connection had gone stale before any answer, or we ended the exchange ourselves
};

/// One request, and where its time went. Spans follow each other in the order they stand here, but for `decode`, which
/// is a part of `body`; what did not happen is zero.
struct exchange_report {
  std::uint64_t row = 0;  ///< input row of the first number that was asked
  std::size_t numbers = 0;
  unsigned attempt = 1;  ///< for that number, beginning at 1; answers that throttle use none up
  bool bulk = true;      ///< or the look-up of one number

  exchange_result what = exchange_result::answered;
  failure as = failure::server_error;  ///< where `failed`
  int status = 0;                      ///< of HTTP; 0 without an answer

  std::chrono::steady_clock::time_point begun{};  ///< a free worker found something to ask
  std::chrono::nanoseconds for_connection{};      ///< waiting for a connection, opening one included
  std::chrono::nanoseconds for_leave{};           ///< waiting for leave: rate, requests in flight, cool-down
  std::chrono::nanoseconds first_byte{};          ///< from the first byte sent to the first received
  std::chrono::nanoseconds body{};                ///< from there to the last byte received
  std::chrono::nanoseconds decode{};              ///< of it, reading what had come; the rest is waiting for more
  std::chrono::nanoseconds total{};               ///< from the first byte sent to the last received, or to the failure

  std::chrono::steady_clock::time_point departed{};  ///< leave was given, and its batch was formed
  bool new_connection = false;                       ///< this was the first request on its connection, which took
  std::chrono::nanoseconds connect{};                ///< so long to resolve and reach, a proxy's tunnel included
  std::chrono::nanoseconds handshake{};              ///< and so long for TLS
};

/// Told of every request of a run, for measurements. Called on the thread that carried the request, so from as many
/// threads at once as the engine has; before anything that follows from the answer is done: a stop that is requested in
/// the call comes before any of these numbers is asked again. Must return soon, must not throw, and must not destroy
/// the engine. A run without one pays nothing for it; with one, three readings of the clock for a request and two for
/// each piece of an answer, and no allocation.
class exchange_observer {
 public:
  virtual ~exchange_observer() = default;
  virtual void on_exchange(exchange_report const& one) noexcept = 0;
};

}  // namespace rcs

#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "model/batch.hpp"
#include "model/exchange.hpp"
#include "wire/name_table.hpp"

namespace rcs {

/// How much of an answer is put up with.
struct answer_limits {
  std::size_t max_head = 16 * 1024;        ///< bytes of the head, 1xx answers before it included
  std::size_t max_body = 4 * 1024 * 1024;  ///< bytes of the body, chunk framing left out; with it, eight times as many
};

/// Turns the bytes of an HTTP/1.x answer into an exchange, as they come and without keeping the body: a 2xx body goes
/// straight to the decoder. Reads no socket and no clock. Reused from answer to answer; allocates nothing once warm.
///
/// Typical use, with a buffer that keeps what was not consumed:
///
///     answer.start(asked.to(), into);
///     while (!answer.done()) {
///       /* read more into the buffer; at the end of the stream: answer.end_of_stream(); on an error: answer.fail(...)
///       */ buffer.consume(answer.feed(buffer.data()));
///     }
///
/// Sets `any_byte`, `status`, `retry_after`, `date`, `body`, `answers`, `unreadable_devices`, `server_text`, `texts`,
/// `bytes_received` and, when it fails, `error` and `error_text` of the exchange; never clears it and leaves the rest
/// alone. `server_text` stays empty for a 2xx body that began to list devices and broke off: those are numbers, not
/// words.
class http_answer {
 public:
  /// `names` outlives this object, and the answers that were read with it.
  http_answer(name_table& names, answer_limits limits);
  ~http_answer();
  http_answer(http_answer const&) = delete;
  http_answer& operator=(http_answer const&) = delete;

  /// Begins the answer to one request. `into` has been cleared, and outlives the answer at the same address.
  void start(batch::endpoint asked_of, exchange& into);

  /// Takes in what has arrived and returns how many bytes it is done with, from the front. The others are to be given
  /// again, with at least one more behind them. Nothing is consumed once `done()`.
  std::size_t feed(std::span<char const> bytes);

  /// The peer has ended the stream (bytes not consumed are lost). Completes an answer that only the end of the stream
  /// delimits, if its status is not 2xx or its body is not JSON cut short; anything else fails as `closed`.
  void end_of_stream();

  /// Ends the answer from outside: time-out, read error, stop. Sets `error` but no `error_text`, and drops the devices
  /// read so far. Nothing happens if it has already ended.
  void fail(transport why);

  /// The answer has ended, well or not.
  [[nodiscard]] bool done() const noexcept;
  /// The answer has ended and is no answer: the exchange's `error` says why. `status` is set all the same if it came.
  [[nodiscard]] bool failed() const noexcept;
  /// Whether the connection may carry another request: the answer is complete, both sides keep the connection alive,
  /// and nothing came behind the answer.
  [[nodiscard]] bool keep_alive() const noexcept;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace rcs

#pragma once

#include <cstdint>
#include <string>

#include "model/batch.hpp"
#include "model/exchange.hpp"
#include "rcs/outcome.hpp"
#include "settle/escape.hpp"

namespace rcs {

/// What an exchange means for its numbers and for the run.
enum class verdict : std::uint8_t {
  answered,  ///< reconcile the devices with what was asked
  stop,      ///< the run stops, resumably; `why` holds server's words and likely causes
  confirm,   ///< a 401/403 after a success: one more request decides; no attempt used
  throttle,  ///< engine-wide cool-down; no attempt used
  retry,     ///< an attempt used, back-off; `as` is the class if it was the last
  replay,    ///< a reused connection had gone stale, or we ended the exchange: ask again free of attempts
  shrink,    ///< 413, or a 400/422 that speaks of the maximum
  replan,    ///< a 400/422 that speaks of the minimum
  isolate,   ///< a refusal for a number's sake: bisect
  rejected,  ///< a single look-up refused for its number
};

/// What the classification needs to know beside the exchange.
struct exchange_context {
  batch::endpoint to = batch::endpoint::bulk;
  bool proven = false;   ///< an exchange of this engine has succeeded before
  bool goes_on = false;  ///< the run goes on from one in which an exchange had succeeded, at the same paths
  numbers_shown numbers = numbers_shown::masked;  ///< in `decision::why`
};

struct decision {
  verdict what = verdict::retry;
  failure as = failure::server_error;  ///< meaningful for `retry`
  /// One line for people, empty when answered: our words, then the server's, which are bounded, have control characters
  /// escaped and phone numbers masked unless the context says otherwise.
  std::string why;
};

/// Classifies by the table of answers. Does not look into `answers`: see `reconcile`.
///
/// Where the table is silent:
/// - A status speaks for itself even if its body was cut; only a 2xx (whose body is the answer) and a 400 or 422 (whose
///   body says what to do) are then a failed transport.
/// - RCS601 and 1423 (CHANNEL_UNSUPPORTED) stop the run whatever the status; RCS601 as any word of the body, the other
///   only as a code.
/// - Other 4xx (402, 406, 410, 451, …) stop the run on the bulk path: nobody knows them to pass.
/// - On the single path 402 stops too. Everything else that is no verdict on the number (3xx, 404 without the number,
///   405, 415, …) stops only before the first success. Later it uses up the attempts of that number, which then ends
///   `failed`/`bad_request`: one number's path must not end a run of millions at every resumption. 413 always does so.
/// - A single 400 or 422 before the first success is `rejected` if it carries 1417 or INVALID_NUMBER or names the
///   number, and stops the run otherwise.
/// - For a refusal by status, a resumed run has had its first success before: its first request holds the numbers that
///   were out when it ended, the bad one among them, and would else be refused at every resumption.
[[nodiscard]] decision classify(exchange const& seen, batch const& asked, exchange_context const& context);

}  // namespace rcs

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "model/time.hpp"

namespace rcs::test {

/// How the upstream of a virtual world behaves at one time. Shares are of requests, 0 to 1; of several that fit, the
/// first that is drawn counts.
struct weather {
  duration latency = std::chrono::milliseconds{50};
  std::optional<duration> latency_to;               ///< a ramp: reached evenly by the time the weather changes
  duration jitter = std::chrono::milliseconds{20};  ///< added, evenly drawn

  double server_errors = 0;  ///< a 503 among them carries `retry_after`, too
  int error_status = 503;
  double throttled = 0;
  std::string retry_after;    ///< of a throttled answer, as sent; `date+7`: that many seconds on, as an HTTP-date
  bool sends_date = true;     ///< whether such an answer has a `Date`
  double rate = 0;            ///< requests a second that the server allows, in a token bucket; the others are throttled
  double burst = 1;           ///< what the bucket holds
  duration window{};          ///< if not 0, `rate` is that of fixed windows of this length, and no bucket's
  std::size_t desks = 0;      ///< requests worked on at once, in the order they came; the others queue; 0: no limit
  double knee = 0;            ///< requests out at once from which on the latency grows; 0: it does not
  double collapse = 1;        ///< how: with this power of what is out over the knee
  double resets = 0;          ///< after the first byte of the answer
  double resets_unheard = 0;  ///< before it
  double stale = 0;           ///< of requests on a connection that has carried one: closed without a byte
  double timeouts = 0;        ///< never answered: the client's time limit ends them
  double drips = 0;           ///< answered so slowly that the client's time limit ends them
  double html = 0;            ///< a page, with status 200
  double foreign = 0;         ///< answered about other numbers
  double untidy = 0;          ///< answered in another order, some devices twice, and some that nobody asked for
  int status = 0;             ///< every answer has it, if not 0
  std::string body;           ///< of those
  std::size_t most_numbers = ~std::size_t{0};  ///< a bulk request of more gets a 413
  std::size_t fewest_numbers = 0;  ///< a bulk request of fewer gets a 400; those it would leave out are not counted

  std::size_t most_connections = ~std::size_t{0};  ///< who wants one more has to wait
  double connect_failures = 0;                     ///< of connections that are to be opened
  duration connect_time{};
  duration idle_limit{};  ///< a connection that was got and not asked on for this long is dead; 0: never
};

/// Which weather there is when. Instants are spans since the beginning.
class fault_schedule {
 public:
  /// `changes` holds each weather from its instant on; `first` is what comes before.
  fault_schedule(weather first, std::map<duration, weather> changes);

  [[nodiscard]] weather const& at(duration since_start) const;
  /// The latency at that instant, ramps included, jitter not.
  [[nodiscard]] duration latency_at(duration since_start) const;
  [[nodiscard]] std::optional<duration> next_change(duration since_start) const;

 private:
  std::map<duration, weather> changes_;
};

}  // namespace rcs::test

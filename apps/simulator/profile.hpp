#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "simulator/fault.hpp"

namespace rcs::sim {

using duration = std::chrono::nanoseconds;

/// The JSON envelope of error answers; which one the upstream uses for look-ups is not published.
enum class error_family : std::uint8_t {
  coded,   ///< `{"code": 1400, "message": …, "data": {"error": {"error_code": …, "error_message": …}}}`
  rcs,     ///< `{"code": "RCS701", "message": …}`
  legacy,  ///< `{"data": {"code": "LKP400", "message": …}}`
  mixed,   ///< one of the above, drawn for every answer; a code may be number or string
};

/// How an account without RCS is told so.
enum class not_enabled_as : std::uint8_t { enabled, http_401, rcs601, code_1423 };

/// What is demanded of a request.
struct contract_rules {
  std::string sid = "simulator";       ///< the account in the path
  std::string key = "simulator-key";   ///< the one `api-key` that is accepted
  std::size_t min = 100;               ///< distinct valid numbers in a bulk request, 1..max
  std::size_t max = 500;               ///< distinct valid numbers in a bulk request
  bool lenient = false;                ///< adds a missing `+` like the upstream, instead of dropping the address
  std::size_t max_body = 1024 * 1024;  ///< bytes of a request's body; more is 413. 1..16 Mi
  std::size_t max_numbers_413 = 0;     ///< more distinct numbers than this is 413, if not 0
  double poison = 0;                   ///< share of numbers that make the upstream refuse a whole request
  bool poison_names = true;            ///< whether that refusal names the number
  double dropped = 0;                  ///< share of numbers dropped as invalid before the size check, and not answered
  not_enabled_as not_enabled = not_enabled_as::enabled;
  std::optional<std::uint64_t> dead_key_after;  ///< the key is refused once that many look-ups have come
  error_family family = error_family::coded;
};

enum class device_shape : std::uint8_t { us, eu };  ///< eu: no carrier fields
enum class address_style : std::uint8_t { plus, bare, tel, chat };
enum class boolean_style : std::uint8_t { json, string };
enum class single_shape : std::uint8_t { bare, devices, mixed };  ///< mixed: drawn for every answer
enum class single_missing : std::uint8_t { empty, not_found };    ///< 200 without devices, or 404 naming the number

/// What answers look like. The shares are shares of numbers, drawn by number and seed: the same in every answer.
struct answer_rules {
  double enabled = 0.62;  ///< share with `rcsEnabled` true
  device_shape shape = device_shape::us;
  address_style addresses = address_style::plus;
  boolean_style booleans = boolean_style::json;
  single_shape single = single_shape::bare;
  single_missing missing_single = single_missing::empty;
  bool pretty = false;       ///< indented over several lines
  bool shuffle = false;      ///< in another order than asked, drawn for every answer
  double missing = 0;        ///< never among the devices
  double missing_once = 0;   ///< not among the devices of the first answer that should have them
  double extra = 0;          ///< followed by a device that nobody asked for
  double repeat = 0;         ///< twice, with the same values
  double conflict = 0;       ///< twice, `rcsEnabled` contradicting itself
  double indeterminate = 0;  ///< `rcsEnabled` null or absent
};

enum class latency_shape : std::uint8_t { constant, uniform, lognormal, pareto };

/// How long an answer takes, drawn for every look-up.
struct latency_rules {
  latency_shape shape = latency_shape::constant;
  duration typical{};                       ///< constant; least (uniform, pareto); median (lognormal)
  double sigma = 0.5;                       ///< of the logarithm (lognormal), over 0..5
  double alpha = 2;                         ///< tail index (pareto), over 0..100; smaller is heavier
  duration max = std::chrono::seconds{10};  ///< upper end (uniform), cut (lognormal, pareto)
};

enum class retry_after_style : std::uint8_t { none, seconds, date };

/// Throttling by token bucket: what is over it is answered 429. A refused request takes nothing out of the bucket.
struct throttle_rules {
  double rate = 0;          ///< requests a second; 0: no limit
  double burst = 1;         ///< requests that may come at once, at least 1
  double rate_numbers = 0;  ///< numbers a second, with room for one second; 0: no limit
  retry_after_style retry_after = retry_after_style::none;
  bool as_503 = false;  ///< 503 instead of 429
};

/// What goes wrong. Each share is a share of look-ups, drawn for every look-up from the seed and its ordinal.
struct fault_rules {
  /// By `index_of(fault)`; together with `error` at most 1, since no two hit the same request.
  std::array<double, fault_count> shares{};
  std::uint64_t after = 0;  ///< look-ups, from the first, that no fault and no poison befalls
  double error = 0;         ///< spread evenly over `error_mix`
  std::vector<unsigned> error_mix{500, 501, 502, 503, 504, 408, 409};  ///< of those only
  duration stall_for = std::chrono::seconds{60};
  std::size_t huge_cap = std::size_t{64} << 20U;  ///< bytes, at least 1 Mi
  // The following say how an answer is sent, whatever it is; each is drawn on its own.
  double slow = 0;  ///< drips in twenty pieces over `slow_for`
  duration slow_for = std::chrono::seconds{2};
  double http10 = 0;        ///< HTTP/1.0, its end told by closing
  double chunked = 0;       ///< Transfer-Encoding: chunked
  double continue_100 = 0;  ///< 100 and 103 before it
};

/// What a connection does besides.
struct connection_rules {
  std::uint64_t close_after = 0;           ///< answers, the last with `Connection: close`; 0: never
  std::uint64_t close_silently_after = 0;  ///< answers, then closed without having announced it; 0: never
  duration idle_timeout{};                 ///< closed when no request comes for so long; 0: never
};

/// Every knob of the simulated upstream.
struct profile {
  contract_rules contract;
  answer_rules answers;
  latency_rules latency;
  throttle_rules throttle;
  fault_rules faults;
  connection_rules connections;
  bool count_repeats = true;  ///< remembers every number asked; what `missing_once` needs
};

/// Throws `std::invalid_argument`, naming the option as the command line spells it, for the first value out of range.
void check(profile const& rules);

}  // namespace rcs::sim

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "rcs/normalizer.hpp"

namespace rcs {

/// What an engine is made with: the account's endpoint, and the limits that all its runs share.
struct engine_options {
  /// `https://host[:port]`. See `pod_endpoint` for the vendor's hosts.
  std::string endpoint;
  /// Account SID; part of the path.
  std::string sid;
  /// Path of the bulk look-up; `{sid}` is replaced. The default is the contract's; newer pages of the vendor have
  /// `/v1/{sid}/rcs/lookup/bulk`.
  std::string bulk_path = "/v1/{sid}/rcs/lookup";
  /// Path of the look-up of one number; `{address}` is replaced by `%2B` and the digits.
  std::string single_path = "/v1/{sid}/rcs/lookup/{address}";
  /// PEM file of certificates trusted beside the system's; empty: the system's only. Verification cannot be turned off.
  std::string ca_file;
  /// `http://[user:password@]host[:port]` of an egress proxy that tunnels with CONNECT; empty: direct.
  std::string proxy;

  /// Threads that talk to the upstream, 1 to 256.
  unsigned threads = 1;
  /// Requests out at once, 1 to 100,000; none: learned from delays and losses, up to `connections`.
  std::optional<unsigned> max_in_flight;
  /// Connections kept, 1 to 100,000; 0: as `max_in_flight`, or up to 256 if that is learned. What is really out at once
  /// is the smaller of the two.
  unsigned connections = 0;
  /// Requests a second, 0 to 1e6; 0: no limit; none: no limit until the upstream throttles, and then learned from that.
  std::optional<double> rate;
  /// Requests that may depart at once under `rate`, 1 to 1e6.
  double burst = 1;
  /// Numbers a second, 0 to 1e9; 0: no limit. At most one full batch departs at once under it.
  double rate_numbers = 0;
  /// Largest batch that any run of this engine uses, 1 to 10,000; what `rate_numbers` keeps room for.
  std::size_t batch_max = 500;
  /// Retries earned by each success, 0 to 10. An empty budget delays retries, to one a second at the slowest.
  double retry_budget = 0.2;

  /// From the first byte of a request to the last of its answer, 1 ms to 1 h.
  std::chrono::nanoseconds timeout = std::chrono::seconds{30};
  /// Name look-up, TCP, proxy and TLS together, for each address, 1 ms to 1 h.
  std::chrono::nanoseconds connect_timeout = std::chrono::seconds{10};
  /// A connection older than this carries no further request; 0: no limit.
  std::chrono::nanoseconds connection_max_age{};
  /// Requests on one connection; 0: no limit.
  std::uint64_t connection_max_requests = 0;

  /// Feeds every random choice (jitter); 0: drawn from the system.
  std::uint64_t seed = 0;
};

/// What becomes of the numbers of a list that no legal bulk request can be made of.
enum class remainder : std::uint8_t {
  single,  ///< they are asked one by one
  hold,    ///< they end as `not_asked`
};

/// What becomes of a number that comes again.
enum class duplicates : std::uint8_t {
  drop,  ///< asked once; repeats are only counted
  tell,  ///< asked once; each repeat is a result, `outcome::duplicate`, that names the row with the answer
  keep,  ///< every row is asked and has its row
};

/// What a run is made with.
struct run_options {
  normalizer_options numbers;
  rcs::duplicates repeats = duplicates::drop;
  /// Fewest and most distinct numbers of a bulk request, 1 to 10,000; the most at most the engine's `batch_max`.
  std::size_t batch_min = 100;
  std::size_t batch_max = 500;
  rcs::remainder rest = remainder::single;
  /// Requests that a number may use up before it is `failed`, 1 to 100.
  unsigned attempts = 6;
  /// How often a number that an answer left out is asked again, 0 to 100.
  unsigned ask_missing = 1;
  /// Numbers read and not settled, at most; at least twice `batch_max`; 0: four times what can be out at once,
  /// but no more than fills 256 requests, or twice what can be out.
  std::size_t max_unsettled = 0;
  /// Numbers asked, at most, each as often as it is sent, since that is what is paid for: the run ends, resumably,
  /// before the request that would be too much. Counts from the run's own beginning, also where it goes on. 0: no
  /// limit.
  std::uint64_t budget_numbers = 0;
  /// The run ends, resumably, after this; 0: no limit.
  std::chrono::nanoseconds deadline{};
  /// The run ends, resumably, when nothing succeeded for this long although there was something to ask; 1 s or more.
  std::chrono::nanoseconds stall = std::chrono::minutes{10};
  /// How long a run that is being stopped waits for the answers that are out, 0 to 1 h.
  std::chrono::nanoseconds drain = std::chrono::seconds{10};
  /// Whether phone numbers that the upstream writes in its words are shown whole in `detail` and `why`, and not masked.
  bool log_numbers = false;
  /// How long a settled row may wait until the sink is given the state that holds it, 10 ms or more; 0: no states.
  std::chrono::nanoseconds save_every{};
  /// How often the observer is told of the progress, 10 ms or more.
  std::chrono::nanoseconds progress_every = std::chrono::milliseconds{250};
};

/// The vendor's host for a pod such as `na`. Throws `std::invalid_argument` unless it is 1 to 32 lower-case letters,
/// digits or hyphens.
[[nodiscard]] std::string pod_endpoint(std::string const& pod);

/// Requests that can be out at once with these options, at the most, and connections that can be kept.
[[nodiscard]] unsigned most_in_flight(engine_options const& options) noexcept;
[[nodiscard]] unsigned most_connections(engine_options const& options) noexcept;

/// Throw `std::invalid_argument` with the field's name and range if a value is out of it.
void check(engine_options const& options);
void check(run_options const& options, engine_options const& engine);

}  // namespace rcs

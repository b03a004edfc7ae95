#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "simulator/answer.hpp"
#include "simulator/arrival_window.hpp"
#include "simulator/asked_set.hpp"
#include "simulator/contract.hpp"
#include "simulator/fault.hpp"
#include "simulator/refusal.hpp"

namespace rcs::sim {

using wall_time = std::chrono::system_clock::time_point;

/// One instant on both clocks.
struct instant {
  time_point steady;
  wall_time wall;
};

/// What the simulator was asked and what it did about it: the view from outside of a client under test. Thread-safe.
class stats {
 public:
  explicit stats(bool count_repeats) noexcept : count_repeats_{count_repeats} {}

  /// A look-up has come in, of `asked` as the contract understood it. `before` becomes what was known of each number
  /// (empty where repeats are not counted). It is in flight until `finished`. Returns its ordinal, from 0.
  std::uint64_t arrived(instant now, ruling const& judged, std::span<number const> asked,
                        std::vector<std::uint8_t>& before);
  /// How it is going to be answered: `status` 0 if with nothing, `why` and `what` where they made it so.
  void decided(unsigned status, refusal why, fault what);
  /// Its answer is about to be sent: these numbers count as answered from now on.
  void answered(answered_numbers const& told);
  /// The answer is out, or will not come.
  void finished();
  /// The client left before it was answered.
  void abandoned();

  void connected(bool tls_resumed);
  void disconnected();
  void handshake_failed();

  /// How long nothing has been asked and nobody was connected; empty while somebody is.
  [[nodiscard]] std::optional<duration> idle(time_point now) const;

  /// Everything as a JSON object.
  [[nodiscard]] std::string to_json() const;

  /// Back to nothing asked, ever; what is in flight or connected stays so. Ordinals go on.
  void reset();

 private:
  struct counts {
    std::uint64_t bulk = 0, single = 0, elsewhere = 0;
    std::uint64_t numbers = 0, asked_again = 0, answered_again = 0, devices = 0;
    std::uint64_t size_violations = 0, invalid_addresses = 0, repeated_addresses = 0;
    std::array<std::uint64_t, refusal_count> refusals{};
    std::array<std::uint64_t, fault_count> faults{};
    std::map<unsigned, std::uint64_t> by_status;
    std::uint64_t unanswered = 0, abandoned = 0;
    std::uint64_t accepted = 0, resumed = 0, handshakes_failed = 0, max_open = 0, max_in_flight = 0;
    std::optional<instant> first, last;
    arrival_window second{std::chrono::seconds{1}};
    arrival_window ten_seconds{std::chrono::seconds{10}};
  };

  bool count_repeats_;
  mutable std::mutex mutex_;
  counts counts_;
  asked_set asked_;
  std::uint64_t ordinal_ = 0;
  std::uint64_t in_flight_ = 0;
  std::uint64_t open_ = 0;
  time_point idle_since_{};
};

}  // namespace rcs::sim

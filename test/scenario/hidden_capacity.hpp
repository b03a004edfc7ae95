#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <random>
#include <vector>

#include "gate/gate.hpp"
#include "support/finite_server.hpp"

namespace rcs::test {

/// An upstream whose capacity nobody is told of.
struct hidden_server {
  enum class kind : std::uint8_t {
    desks,   ///< requests are worked on at `capacity`, the others queue
    knee,    ///< up to `capacity` x `latency` out at once nothing is slower; beyond it everything is, by `power`
    window,  ///< `capacity` x `length` in each fixed window, and 429 for the others
    bucket,  ///< a token bucket of `burst`, and 429 for the others
  };
  kind what = kind::desks;
  std::function<double(duration)> capacity{};  ///< requests a second, at an instant
  duration latency = std::chrono::milliseconds{50};
  double power = 2;
  duration length = std::chrono::seconds{1};
  duration phase{};  ///< how much of the first window has passed at the beginning
  double burst = 1;
  std::optional<duration> retry_after{};  ///< of a 429
  bool whole_seconds = false;             ///< it is what is left of the window, rounded up to seconds, instead
};

/// The gate in virtual time, under callers that always want to depart.
class closed_loop {
 public:
  closed_loop(gate_options const& options, hidden_server server, std::uint64_t seed);

  void run_until(duration since_start);

  /// What was served between two instants, as a share of what could have been.
  [[nodiscard]] double efficiency(duration from, duration to) const;
  /// The share of answers that were throttled between two instants.
  [[nodiscard]] double throttled(duration from, duration to) const;
  [[nodiscard]] gate const& state() const noexcept { return gate_; }

  std::size_t most_in_flight = 0;

 private:
  struct attempt {
    time_point back;
    std::uint64_t id = 0;
    time_point sent;
    bool served = false;
    std::optional<duration> retry_after;
    [[nodiscard]] bool operator>(attempt const& other) const noexcept {
      return back != other.back ? back > other.back : id > other.id;
    }
  };

  void depart();
  void give_back();
  [[nodiscard]] bool admits();
  [[nodiscard]] duration since_start() const noexcept;
  [[nodiscard]] static std::size_t second_of(duration at) noexcept;

  gate gate_;
  hidden_server server_;
  finite_server load_;
  std::mt19937_64 random_;
  time_point now_;
  std::priority_queue<attempt, std::vector<attempt>, std::greater<>> out_;
  std::vector<std::uint32_t> served_by_second_;
  std::vector<std::uint32_t> throttled_by_second_;
  double tokens_;
  time_point tokens_as_of_;
  std::int64_t window_ = -1;
  double in_window_ = 0;
};

}  // namespace rcs::test

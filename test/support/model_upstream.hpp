#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "flow/clock.hpp"
#include "wire/upstream.hpp"

namespace rcs::test {

/// Where `generated_rows` begins.
inline constexpr std::uint64_t first_generated = 99'900'000'000;

/// How the upstream of a virtual world behaves. Shares are of requests (faults) or of numbers (`poison`, `missing`), 0
/// to 1.
struct server_model {
  duration latency = std::chrono::milliseconds{50};
  duration jitter = std::chrono::milliseconds{20};  ///< added, evenly drawn
  double server_errors = 0;
  double throttled = 0;
  std::string retry_after;  ///< of a throttled answer
  double resets = 0;
  double timeouts = 0;
  double html = 0;
  std::uint64_t foreign = 0;  ///< so many answers, from the first, are about other numbers
  double poison = 0;
  std::uint64_t spared = 0;                        ///< generated numbers, from the first, that are never poison
  double missing = 0;                              ///< the same numbers in every answer
  double missing_once = 0;                         ///< left out of the first answer only
  std::size_t most_connections = ~std::size_t{0};  ///< who wants one more never gets it
  duration idle_limit{};                           ///< a connection not asked on for this long is dead; 0: never
  std::size_t batch_min = 100;
  std::size_t batch_max = 500;
  int status_from_start = 0;  ///< every answer has it, if not 0
  std::string body_from_start;
  std::uint64_t dead_after = ~std::uint64_t{0};  ///< requests; 401 from then on
};

/// What the upstream saw, to be held against what the engine says.
struct server_log {
  std::uint64_t requests = 0;
  std::uint64_t bulk = 0;
  std::uint64_t singles = 0;
  std::uint64_t bad_sizes = 0;           ///< bulk requests outside the limits, or with a number twice
  std::uint64_t asked_after_answer = 0;  ///< numbers asked although their answer had been given
  std::vector<time_point> departures;
  std::size_t most_in_flight = 0;
  std::uint64_t died_idle = 0;  ///< connections found dead by who held them
};

/// An upstream in virtual time: deterministic by its seed.
class model_upstream final : public upstream {
 public:
  model_upstream(server_model const& model, clock const& time, boost::asio::any_io_executor executor,
                 std::uint64_t seed);

  boost::asio::awaitable<std::unique_ptr<connection_lease>> acquire(bool patient, interrupter& stop,
                                                                    exchange& into) override;
  [[nodiscard]] connection_counts counts() const noexcept override { return {}; }

  [[nodiscard]] server_log const& log() const noexcept { return log_; }
  /// Whether the model leaves this number out, or refuses it.
  [[nodiscard]] bool is_poison(number n) const {
    return n.value() >= first_generated + model_.spared && share_of(n, 1) < model_.poison;
  }
  [[nodiscard]] bool is_missing(number n) const { return share_of(n, 2) < model_.missing; }

 private:
  class lease;
  friend class lease;

  [[nodiscard]] double share_of(number n, std::uint64_t salt) const;
  [[nodiscard]] double draw();
  [[nodiscard]] duration draw_latency();
  /// Whether the key was still good when the request came.
  bool note(batch const& asked);
  void answer(batch const& asked, bool alive, exchange& into);
  bool fail(bool alive, exchange& into);
  void give_devices(batch const& asked, exchange& into);

  server_model model_;
  clock const& time_;
  boost::asio::any_io_executor executor_;
  std::uint64_t seed_;
  std::mt19937_64 random_;
  server_log log_;
  std::set<std::uint64_t> answered_;
  std::set<std::uint64_t> left_out_once_;
  std::size_t in_flight_ = 0;
  std::size_t connections_ = 0;
};

}  // namespace rcs::test

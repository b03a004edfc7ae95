#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "flow/clock.hpp"
#include "support/fault_schedule.hpp"
#include "support/finite_server.hpp"
#include "support/model_wait.hpp"
#include "support/server_log.hpp"
#include "wire/upstream.hpp"

namespace rcs::test {

/// Where `generated_rows` begins.
inline constexpr std::uint64_t first_generated = 99'900'000'000;

/// How the upstream of a virtual world behaves: the weather at first, how it changes, and what it thinks of numbers.
/// Shares of numbers are 0 to 1.
struct server_model : weather {
  std::map<duration, weather> changes;  ///< since the start
  double poison = 0;
  std::uint64_t spared = 0;  ///< generated numbers, from the first, that are never poison
  double missing = 0;        ///< the same numbers in every answer
  double missing_once = 0;   ///< left out of the first answer only
  std::size_t batch_min = 100;
  std::size_t batch_max = 500;
  std::uint64_t dead_after = ~std::uint64_t{0};         ///< requests; 401 from then on
  duration request_timeout = std::chrono::seconds{30};  ///< the client's
};

/// An upstream in virtual time, the client's side of the wire included: deterministic by its seed.
class model_upstream final : public upstream {
 public:
  model_upstream(server_model const& model, clock const& time, boost::asio::any_io_executor executor,
                 std::uint64_t seed);

  boost::asio::awaitable<std::unique_ptr<connection_lease>> acquire(bool patient, interrupter& stop,
                                                                    exchange& into) override;
  [[nodiscard]] connection_counts counts() const noexcept override { return counts_; }

  [[nodiscard]] server_log const& log() const noexcept { return log_; }
  /// Connections that somebody holds, is opening or waits for.
  [[nodiscard]] std::size_t connections_in_use() const noexcept { return open_ - idle_.size() + waiting_.size(); }
  /// Whether the model leaves this number out, or refuses it.
  [[nodiscard]] bool is_poison(number n) const {
    return n.value() >= first_generated + model_.spared && share_of(n, 1) < model_.poison;
  }
  [[nodiscard]] bool is_missing(number n) const { return share_of(n, 2) < model_.missing; }
  [[nodiscard]] bool is_missing_once(number n) const { return share_of(n, 3) < model_.missing_once; }

 private:
  class lease;
  friend class lease;

  [[nodiscard]] double share_of(number n, std::uint64_t salt) const;
  [[nodiscard]] double draw();
  [[nodiscard]] duration elapsed() const { return time_.now() - start_; }
  [[nodiscard]] weather const& now() const { return schedule_.at(elapsed()); }

  void open_failed(exchange& into);
  void give_back(bool carried, bool healthy);
  [[nodiscard]] time_point patience() const;

  void note(batch const& asked);
  /// What comes of a request, and how long that takes.
  duration receive(batch const& asked, exchange& into);
  [[nodiscard]] bool within_rate(weather const& today);
  [[nodiscard]] bool within_window(weather const& today);
  [[nodiscard]] bool refuse(batch const& asked, weather const& today, exchange& into);
  [[nodiscard]] bool fail(weather const& today, duration& takes, exchange& into);
  void throttle(weather const& today, exchange& into);
  void give_devices(batch const& asked, exchange& into);
  void mix_up(weather const& today, exchange& into);
  void learned(batch const& asked, exchange const& into);
  /// The client has it.
  void delivered(batch const& asked, exchange const& into);

  server_model model_;
  fault_schedule schedule_;
  clock const& time_;
  time_point start_;
  boost::asio::any_io_executor executor_;
  std::uint64_t seed_;
  std::mt19937_64 random_;
  server_log log_;
  boost::unordered_flat_set<std::uint64_t> final_;  ///< numbers whose fate the client knows
  boost::unordered_flat_set<std::uint64_t> final_rows_;
  boost::unordered_flat_map<std::uint64_t, unsigned> left_out_;  ///< how often, so far
  std::size_t in_flight_ = 0;
  std::size_t open_ = 0;
  std::vector<bool> idle_;  ///< connections nobody holds; whether they have carried a request
  std::deque<model_wait*> waiting_;
  connection_counts counts_;
  finite_server load_;
  std::int64_t window_ = -1;
  double in_window_ = 0;
  double tokens_ = 0;
  std::optional<time_point> tokens_as_of_;
  std::optional<time_point> quiet_until_;
};

}  // namespace rcs::test

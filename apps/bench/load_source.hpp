#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>

#include "bench/number_cap.hpp"
#include "bench/number_supply.hpp"
#include "bench/schedule.hpp"
#include "model/time.hpp"
#include "rcs/source.hpp"

namespace rcs::bench {

/// What is to be asked, and when.
struct load {
  std::size_t batch = 500;            ///< numbers of a request
  std::optional<schedule> by;         ///< none: as fast as requests come back
  std::optional<duration> lasts;      ///< nothing is meant to depart later
  std::optional<std::uint64_t> most;  ///< requests
};

/// Hands the numbers of one request to the engine at a time: in an open loop at the instant at which the request is
/// meant to depart, and what is late at once. So the numbers of request k are rows k·batch + 1 to (k+1)·batch, which
/// tells of any of them when it was meant to be asked.
class load_source final : public source {
 public:
  /// Everything outlives the source. The loop begins at `start`.
  load_source(load const& what, number_supply& numbers, number_cap& cap, time_point start) noexcept
      : what_{what}, numbers_{numbers}, cap_{cap}, start_{start} {}

  bool read(row_block& into, std::error_code& ec) override;
  void interrupt() noexcept override;

  /// Requests handed over so far.
  [[nodiscard]] std::uint64_t handed_over() const;
  enum class end : std::uint8_t { none, as_asked, list_ended, cap_reached };
  [[nodiscard]] end why_ended() const;

 private:
  [[nodiscard]] end ending_now() const;
  [[nodiscard]] bool wait_for_turn(std::unique_lock<std::mutex>& held);

  load const& what_;
  number_supply& numbers_;
  number_cap& cap_;
  time_point const start_;
  mutable std::mutex mutex_;
  std::condition_variable interrupted_;
  bool over_ = false;
  end why_ = end::none;
  std::uint64_t next_ = 0;
};

}  // namespace rcs::bench

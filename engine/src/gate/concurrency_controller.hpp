#pragma once

#include <cstddef>
#include <cstdint>

#include "model/time.hpp"

namespace rcs {

/// Learns how many requests the upstream can usefully have at once, from losses and delays.
///
/// By Little's law a limit of n that is used up, answered in a mean time of L, is a throughput of n / L. More at once
/// is worth it while the throughput grows with it, and less is while it hardly falls: that finds the knee of a server
/// with a queue (more only waits longer), of one that slows down with its load and of one that collapses under it,
/// without knowing which it is. So the limit climbs the hill of ln(throughput) - price x ln(n): a step up or down is
/// measured for a round, kept if it was worth it, and taken back if not; steps that were worth it double, from a few
/// percent to twice as many, which is slow start at the beginning. Sources: L. Kleinrock, "Power and deterministic
/// rules of thumb", ICC 1979 (the knee); M. Dong et al., "PCC Vivace", NSDI 2018 (utility of throughput and delay,
/// measured step by step); RFC 5681, 3.1 and RFC 7661 (slow start; a window that is not used tells nothing).
///
/// The time that an attempt is out has our own work in it, too: where that is what holds us up, more or fewer out makes
/// no difference upstream, and shows here.
///
/// A limit that was not used up in a round stays as it is. When a good part of a round's attempts are lost, the limit
/// falls at once. Pure. Every call takes constant time and allocates nothing. Attempts are known by rising numbers,
/// given in the order of their departures.
class concurrency_controller {
 public:
  /// Where it begins if it may: enough for slow servers, and little for any.
  static constexpr std::size_t first = 32;

  /// The limit is never over `most`, which is at least 1, and never under 1.
  explicit concurrency_controller(std::size_t most) noexcept;

  [[nodiscard]] std::size_t limit() const noexcept { return level_; }

  /// Attempt `id` departed, and `in_flight` are out now.
  void departed(std::uint64_t id, time_point now, std::size_t in_flight) noexcept;

  // What became of attempt `id` after `took`, from its departure to now; one of the three, once.
  void answered(std::uint64_t id, time_point now, duration took) noexcept;
  void lost(std::uint64_t id, time_point now) noexcept;
  /// It says nothing of load, as a throttling answer does.
  void undecided(std::uint64_t id, time_point now) noexcept { came_back(id, now); }
  /// It did not take place after all; in the place of the others.
  void unsent(std::uint64_t id) noexcept { came_back(id, began_); }

 private:
  /// What a round at one limit was worth.
  struct measure {
    std::size_t limit = 0;
    double latency = 0;     ///< mean, in seconds
    double throughput = 0;  ///< answers a second
    [[nodiscard]] bool known() const noexcept { return limit != 0; }
  };

  void came_back(std::uint64_t id, time_point now) noexcept;
  void begin_round(std::size_t limit) noexcept;
  void end_round() noexcept;
  void end_unused_round() noexcept;
  void fall(double to) noexcept;
  [[nodiscard]] bool worth_it(measure const& now) const noexcept;
  void judge(measure const& now) noexcept;
  void stay(measure const& now) noexcept;
  void take_step() noexcept;

  std::size_t most_;
  std::size_t level_;
  std::uint64_t latest_ = 0;

  // The round under way: attempts from `begins_` on.
  std::uint64_t begins_ = 0;
  time_point began_{};  ///< when the first of them departed
  std::uint64_t departed_ = 0;
  std::uint64_t in_use_ = 0;  ///< of them, those that used the limit up
  std::uint64_t back_ = 0;    ///< of them, those that came back
  std::size_t peak_ = 0;      ///< most out at once
  std::uint64_t answered_ = 0;
  std::uint64_t lost_ = 0;
  std::uint64_t far_ = 0;  ///< of this limit, later than usual by far
  double spent_ = 0;       ///< seconds that the answered took

  measure held_;         ///< the limit that is held, as last measured
  bool trying_ = false;  ///< the present limit is a step away from it
  bool up_ = true;
  double step_;
  unsigned rounds_to_stay_ = 0;
  unsigned patience_ = 1;
  double calm_ = 0;  ///< mean latency when there is no load, as far as it was seen; seconds
};

}  // namespace rcs

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/time.hpp"

namespace rcs::test {

/// Instants counted by hand: nanoseconds after an arbitrary start.
inline constexpr time_point start = time_point{} + std::chrono::hours{1000};

/// What departed, in order, to be held against a rate limit in exact arithmetic.
class departures {
 public:
  void add(time_point at, std::uint64_t units = 1) { all_.push_back({at, units}); }

  [[nodiscard]] std::size_t count() const noexcept { return all_.size(); }
  [[nodiscard]] time_point last() const noexcept { return all_.back().at; }

  /// By how much the worst of all closed windows exceeds capacity + rate × its length, in units of 1/1024 of a
  /// nano-unit; not positive if none does. The rate is given in units per 1024 seconds, so that it is exact.
  [[nodiscard]] long double worst_excess(std::uint64_t rate_1024, std::uint64_t capacity) const {
    // A window from departure i to departure j holds sum(i..j). With f(j) = sum(0..j) - rate × at(j) and
    // g(i) = sum(0..i-1) - rate × at(i) it is in excess by f(j) - g(i) - capacity: one pass, keeping the least g.
    constexpr wide scale = wide{1024} * 1'000'000'000;
    wide sum = 0;
    wide least = 0;
    wide worst = -scale * capacity;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      wide const elapsed = wide{(all_[i].at - all_.front().at).count()} * static_cast<wide>(rate_1024);
      least = i == 0 ? sum * scale - elapsed : std::min(least, sum * scale - elapsed);
      sum += static_cast<wide>(all_[i].units);
      worst = std::max(worst, sum * scale - elapsed - least - scale * static_cast<wide>(capacity));
    }
    return static_cast<long double>(worst);
  }

  /// The most departures in any closed window of this length.
  [[nodiscard]] std::size_t most_within(duration window) const {
    std::size_t most = 0;
    for (std::size_t first = 0, i = 0; i < all_.size(); ++i) {
      while (all_[i].at - all_[first].at > window) ++first;
      most = std::max(most, i - first + 1);
    }
    return most;
  }

 private:
  __extension__ using wide = __int128;
  struct one {
    time_point at;
    std::uint64_t units;
  };
  std::vector<one> all_;
};

}  // namespace rcs::test

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "model/time.hpp"

namespace rcs {

/// How many answers came within the last second: a ring of slices, so that counting takes constant time and no memory.
class served_window {
 public:
  static constexpr duration length = std::chrono::seconds{1};

  void add(time_point now) noexcept {
    advance(now);
    ++slices_[index(now)];
  }

  /// Those of the last `span`, at most `length`, to within a slice.
  [[nodiscard]] std::uint64_t count(time_point now, duration span = length) noexcept {
    advance(now);
    std::uint64_t sum = 0;
    for (auto back = span / slice - 1; back >= 0; --back)
      sum += slices_[static_cast<std::size_t>(latest_ + static_cast<std::int64_t>(slices) - back) % slices];
    return sum;
  }

 private:
  static constexpr std::size_t slices = 20;
  static constexpr duration slice = length / slices;

  [[nodiscard]] static std::int64_t number_of(time_point at) noexcept { return at.time_since_epoch() / slice; }
  [[nodiscard]] static std::size_t index(time_point at) noexcept {
    return static_cast<std::size_t>(number_of(at)) % slices;
  }

  void advance(time_point now) noexcept {
    auto const latest = number_of(now);
    if (latest - latest_ >= static_cast<std::int64_t>(slices)) {
      slices_.fill(0);
      latest_ = latest;
    }
    while (latest_ < latest) slices_[static_cast<std::size_t>(++latest_) % slices] = 0;
  }

  std::array<std::uint64_t, slices> slices_{};
  std::int64_t latest_ = 0;
};

}  // namespace rcs

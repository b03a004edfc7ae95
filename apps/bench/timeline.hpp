#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "bench/measurement.hpp"

namespace rcs::bench {

/// What came back when: slices of equal width, counted by the end of each request. There are never more than
/// `most_slices`; when they are used up, neighbours are joined and slices are twice as wide. All memory is taken at the
/// start. One thread at a time.
class timeline {
 public:
  static constexpr std::size_t most_slices = 120;
  static constexpr duration finest = std::chrono::milliseconds{100};

  struct slice {
    std::uint64_t answered = 0;
    std::uint64_t throttled = 0;
    std::uint64_t failed = 0;  ///< or refused
    histogram service;
    histogram intended;
  };

  timeline() { slices_.reserve(most_slices); }

  /// `at` is since the beginning; what comes before it is left out.
  void add(duration at, sample const& one) noexcept;

  [[nodiscard]] duration width() const noexcept { return width_; }
  /// In order, without gaps; the last one may not be over yet.
  [[nodiscard]] std::vector<slice> const& slices() const noexcept { return slices_; }

 private:
  void join_neighbours() noexcept;

  duration width_ = finest;
  std::vector<slice> slices_;
};

}  // namespace rcs::bench

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "model/time.hpp"
#include "rcs/exchange_observer.hpp"
#include "settle/histogram.hpp"

namespace rcs {

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
    std::uint64_t failed = 0;   ///< or refused
    std::uint64_t numbers = 0;  ///< that were answered
    histogram service;          ///< from the first byte sent to the last received
    histogram intended;         ///< from when the request was due
  };

  timeline() { slices_.reserve(most_slices); }

  /// `at` is since the beginning; what comes before it is left out. `since_due`, where requests are due at some time.
  void add(duration at, exchange_report const& one, std::optional<duration> since_due = std::nullopt) noexcept;

  [[nodiscard]] duration width() const noexcept { return width_; }
  /// In order, without gaps; the last one may not be over yet.
  [[nodiscard]] std::vector<slice> const& slices() const noexcept { return slices_; }

 private:
  void join_neighbours() noexcept;

  duration width_ = finest;
  std::vector<slice> slices_;
};

}  // namespace rcs

#pragma once

#include <cstdint>

#include "model/time.hpp"

namespace rcs::bench {

/// When the requests of an open loop are meant to depart: one after the other at a rate that stays, or that changes
/// evenly from one to another and stays then. Instants are spans since the beginning. Pure.
///
/// What was meant to depart by t is n(t) = from·t + (to − from)·t²/(2·over), and request k departs when n(t) = k.
class schedule {
 public:
  /// Rates in requests a second, over 0.
  explicit schedule(double rate) noexcept : schedule{rate, rate, duration::zero()} {}
  schedule(double from, double to, duration over) noexcept;

  /// When request `k` is meant to depart; the first is number 0, at once. Constant time.
  [[nodiscard]] duration departure(std::uint64_t k) const noexcept;
  /// How many are meant to have departed before `since`.
  [[nodiscard]] std::uint64_t due(duration since) const noexcept;

 private:
  double from_;
  double to_;
  double over_;    ///< seconds
  double in_all_;  ///< n(over)
};

}  // namespace rcs::bench

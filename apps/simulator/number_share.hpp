#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "rcs/number.hpp"
#include "simulator/random.hpp"

namespace rcs::sim {

/// A property that a given share of all numbers has, for ever and for everyone who asks with the same seed: drawn by
/// hashing the number, so that nothing is remembered.
class number_share {
 public:
  /// `share` is within 0..1; `salt` tells properties apart, so that a number may have one and not the other.
  number_share(double share, std::uint64_t seed, std::uint64_t salt) noexcept
      : salt_{mix(seed ^ mix(salt))}, below_{threshold(share)}, none_{share <= 0} {}

  /// Whether no number has the property at all.
  [[nodiscard]] bool none() const noexcept { return none_; }

  [[nodiscard]] bool operator()(number n) const noexcept { return !none_ && mix(n.value() ^ salt_) <= below_; }

 private:
  static std::uint64_t threshold(double share) noexcept {
    return share >= 1 ? std::numeric_limits<std::uint64_t>::max() : static_cast<std::uint64_t>(std::ldexp(share, 64));
  }

  std::uint64_t salt_;
  std::uint64_t below_;
  bool none_;
};

}  // namespace rcs::sim

#pragma once

#include <cstddef>
#include <cstdint>

#include "rcs/number.hpp"

namespace rcs {

/// Spreads neighbouring numbers, which lists are full of, over the whole range. Source: the finaliser of MurmurHash3
/// (A. Appleby, public domain), first half.
struct number_hash {
  using is_avalanching = void;

  [[nodiscard]] std::size_t operator()(number n) const noexcept {
    std::uint64_t h = n.value();
    h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdU;
    return h ^ (h >> 33);
  }
};

}  // namespace rcs

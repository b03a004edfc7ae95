#pragma once

#include <cstdint>

#include "rcs/number.hpp"

namespace rcs {

/// A row's number on its way through the engine, from the reader until it is settled.
struct entry {
  number asked;
  std::uint64_t row = 0;           ///< 1-based line of the input
  std::uint8_t attempts = 0;       ///< requests that carried it and used up an attempt
  std::uint8_t times_missing = 0;  ///< answers that left it out
  bool wants_company = false;  ///< was in a batch refused for its size: counts like a missing one towards the minimum

  entry() = default;
  entry(number n, std::uint64_t at_row) noexcept : asked{n}, row{at_row} {}
};

}  // namespace rcs

#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>

#include "rcs/number.hpp"

namespace rcs {

/// The first row of each number met so far. One thread at a time. Takes 20 to 45 bytes a number, and half as much again
/// while it grows.
class first_rows {
 public:
  /// The row that `n` came in first, which is `row` if it has not come before. Throws `std::bad_alloc`.
  std::uint64_t row_of(number n, std::uint64_t row) { return rows_.try_emplace(n.value(), row).first->second; }

 private:
  boost::unordered_flat_map<std::uint64_t, std::uint64_t> rows_;
};

}  // namespace rcs

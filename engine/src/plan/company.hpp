#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "model/entry.hpp"

namespace rcs::detail {

/// Whether `e` may ride in a bulk request only on top of the minimum of others: the upstream may drop it before it
/// checks the size, as it did before.
[[nodiscard]] inline bool needs_company(entry const& e) noexcept {
  return e.times_missing > 0 || e.wants_company;
}

/// How many of `entries` count towards the minimum of a bulk request.
[[nodiscard]] inline std::size_t plain_count(std::span<entry const> entries) noexcept {
  return static_cast<std::size_t>(
      std::count_if(entries.begin(), entries.end(), [](entry const& e) { return !needs_company(e); }));
}

}  // namespace rcs::detail

#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "model/entry.hpp"
#include "plan/size_limits.hpp"

namespace rcs {

/// How the last numbers of a list are asked.
struct tail {
  std::vector<std::vector<entry>> requests;  ///< legal bulk requests, their sizes as even as can be
  std::vector<entry> left;                   ///< numbers that fit in none of them
  std::vector<entry> left_companions;        ///< riders that fit in none of them
};

/// How many bulk requests ask the most numbers with the fewest requests, when nothing will follow.
/// `occurring[j]` is how many distinct numbers are there more than `j` times (without repeats it has one element);
/// `companions` more may ride, but do not count towards the minimum. Since k requests hold a number at most k times,
/// they hold at most Σ min(times, k) numbers, and dealing these out in turn makes k requests of equal size. Each
/// request above the result would be illegal or ask nothing more; each one below it leaves a number for a request of
/// its own. Linear in the result.
[[nodiscard]] std::size_t tail_requests(std::span<std::size_t const> occurring, std::size_t companions,
                                        size_limits limits);

/// Splits the last numbers. Equal numbers stand side by side in `numbers`, and in `companions`; with `repeats` false
/// there are none, and no number is in both.
[[nodiscard]] tail split_tail(std::span<entry const> numbers, std::span<entry const> companions, size_limits limits,
                              bool repeats);

}  // namespace rcs

#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "model/time.hpp"

namespace rcs {

/// Latencies in buckets of fixed relative width: mergeable, of fixed size (17 KB), 1 µs to over an hour with an error
/// of at most 1/64 of the value. Log-linear buckets as in HdrHistogram (G. Tene): each power of two is divided evenly
/// into 64, and what lies under a microsecond into 64 too. One thread at a time.
class histogram {
 public:
  /// Adds one value; a negative one counts as zero. Constant time.
  void add(duration value) noexcept;
  void merge(histogram const& more) noexcept;
  /// Adds `count` values of a bucket, as `counts` tells them; `largest` of them is known exactly. A bucket that is none
  /// counts as the last.
  void add_bucket(std::size_t bucket, std::uint64_t count, duration largest) noexcept;
  void clear() noexcept { *this = histogram{}; }

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// The upper bound of the lowest bucket that, with those under it, holds at least the share `q` (held to 0 to 1) of
  /// the values, but never over `max`: so 1 gives the largest value, and 0 the smallest one's bucket. Zero when empty.
  [[nodiscard]] duration quantile(double q) const noexcept;
  /// The largest value, exactly; zero when empty.
  [[nodiscard]] duration max() const noexcept { return max_; }

  /// The buckets that are not empty and their counts, in order.
  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint64_t>> counts() const;

  // The buckets' bounds, in nanoseconds.

  static constexpr int step_bits = 6;    ///< 64 buckets for each power of two
  static constexpr int first_bits = 10;  ///< buckets are even up to here, 1.024 µs,
  static constexpr int last_bits = 42;   ///< and the last one ends here, after 73 minutes
  static constexpr std::size_t bucket_count = std::size_t{last_bits - first_bits + 1} << step_bits;

  /// The bucket of a value; the last one takes whatever exceeds it.
  [[nodiscard]] static constexpr std::size_t bucket_of(std::uint64_t ns) noexcept {
    if (ns >> last_bits != 0) return bucket_count - 1;
    int const octave = std::max(static_cast<int>(std::bit_width(ns)) - 1 - first_bits, 0);
    // Above the even first 64, the step counted within an octave begins at 64: the value's own leading bit.
    auto const step = static_cast<std::size_t>(ns >> (first_bits - step_bits + octave));
    return (static_cast<std::size_t>(octave) << step_bits) + step;
  }

  /// The largest value of a bucket; of the last one, the largest there is.
  [[nodiscard]] static constexpr std::uint64_t upper_bound(std::size_t bucket) noexcept {
    constexpr std::size_t steps = std::size_t{1} << step_bits;
    if (bucket == bucket_count - 1) return std::numeric_limits<std::uint64_t>::max();
    std::size_t const octave = bucket < 2 * steps ? 0 : bucket / steps - 1;
    std::uint64_t const next_step = bucket - octave * steps + 1;
    return (next_step << (static_cast<std::size_t>(first_bits - step_bits) + octave)) - 1;
  }

 private:
  std::array<std::uint64_t, bucket_count> buckets_{};
  std::uint64_t count_ = 0;
  duration max_{};
};

}  // namespace rcs

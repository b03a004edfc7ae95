#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

namespace rcs {

/// Consecutive rows of an input, both ends included.
struct row_range {
  std::uint64_t first = 1;
  std::uint64_t last = 0;

  friend bool operator==(row_range const&, row_range const&) = default;
};

/// A set of rows that fills up from the front: all up to a low-water mark, and ranges beyond it. Its size depends on
/// the gaps, not on the rows. Rows begin at 1.
class row_set {
 public:
  /// Adds rows; those that are in it already may be among them. Logarithmic in the number of gaps. `first` is at least
  /// 1, and an empty range (`last` before `first`) adds nothing.
  void add(row_range rows);

  [[nodiscard]] bool contains(std::uint64_t row) const noexcept;
  /// Every row up to this one is in it; 0: not even the first.
  [[nodiscard]] std::uint64_t low_water() const noexcept { return low_water_; }
  /// The last row that is in it; 0: there is none.
  [[nodiscard]] std::uint64_t last() const noexcept { return beyond_.empty() ? low_water_ : beyond_.rbegin()->second; }
  /// The ranges beyond the low-water mark, first row to last, in order; between two of them there is a gap.
  [[nodiscard]] std::map<std::uint64_t, std::uint64_t> const& beyond() const noexcept { return beyond_; }

  friend bool operator==(row_set const&, row_set const&) = default;

 private:
  std::uint64_t low_water_ = 0;
  std::map<std::uint64_t, std::uint64_t> beyond_;
};

}  // namespace rcs

#include "rcs/row_set.hpp"

#include <algorithm>
#include <iterator>

namespace rcs {

void row_set::add(row_range rows) {
  if (rows.last < rows.first || rows.last <= low_water_) return;
  if (rows.first <= low_water_ + 1) {
    low_water_ = rows.last;
  } else {
    auto at = beyond_.upper_bound(rows.first);
    if (at != beyond_.begin() && std::prev(at)->second + 1 >= rows.first) --at;  // it touches the range before
    while (at != beyond_.end() && at->first <= rows.last + 1) {
      rows.first = std::min(rows.first, at->first);
      rows.last = std::max(rows.last, at->second);
      at = beyond_.erase(at);
    }
    beyond_.emplace_hint(at, rows.first, rows.last);
  }
  while (!beyond_.empty() && beyond_.begin()->first <= low_water_ + 1) {
    low_water_ = std::max(low_water_, beyond_.begin()->second);
    beyond_.erase(beyond_.begin());
  }
}

bool row_set::contains(std::uint64_t row) const noexcept {
  if (row <= low_water_) return row != 0;
  auto const after = beyond_.upper_bound(row);
  return after != beyond_.begin() && row <= std::prev(after)->second;
}

}  // namespace rcs

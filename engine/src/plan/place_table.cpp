#include "plan/place_table.hpp"

#include <algorithm>

namespace rcs {

std::size_t place_table::slot_of(number n, std::uint32_t place) const noexcept {
  auto const tag = tag_of(n);
  auto at = home_of(tag);
  while (slots_[at].tag != tag || slots_[at].place != place) at = next(at);
  return at;
}

/// What stands behind it moves up, unless that would be before its home (D. Knuth, TAOCP 3, 6.4, algorithm R).
void place_table::remove(number n, std::uint32_t at) noexcept {
  auto const mask = slots_.size() - 1;
  auto hole = slot_of(n, at);
  for (auto behind = next(hole); slots_[behind].tag != 0; behind = next(behind)) {
    auto const from_home = (behind - home_of(slots_[behind].tag)) & mask;
    if (from_home < ((behind - hole) & mask)) continue;
    slots_[hole] = slots_[behind];
    hole = behind;
  }
  slots_[hole] = {};
  --used_;
}

void place_table::clear() noexcept {
  std::ranges::fill(slots_, slot{});
  used_ = 0;
}

void place_table::grow() {
  constexpr std::size_t least = 1024;
  std::vector<slot> larger(std::max(2 * slots_.size(), least));
  larger.swap(slots_);
  shift_ = 32;
  for (auto size = slots_.size(); size > 1; size /= 2) --shift_;
  for (auto const& one : larger) {
    if (one.tag == 0) continue;
    auto at = home_of(one.tag);
    while (slots_[at].tag != 0) at = next(at);
    slots_[at] = one;
  }
}

}  // namespace rcs

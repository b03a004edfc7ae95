#include "number/seen_segment.hpp"

namespace rcs::detail {

std::size_t seen_segment::list(std::span<std::uint64_t> keys) const noexcept {
  std::size_t count = 0;
  for (std::size_t i = 0; i < capacity_; ++i) {
    std::uint64_t const content = slot(i);
    keys[count] = content - 1;
    count += content == free_slot ? 0 : 1;  // no branch: nobody can tell which slots are free
  }
  return count;
}

void seen_segment::fill(std::span<std::uint64_t const> keys, free_slots& free) noexcept {
  free.clear();
  seen_segment here = *this;  // else every byte written could be one of ours, and all is read again
  for (std::uint64_t const key : keys) here.put(free.take(here.home_of(key)), key + 1);
}

}  // namespace rcs::detail

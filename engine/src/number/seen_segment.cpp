#include "number/seen_segment.hpp"

#include <bit>

namespace rcs::detail {

static_assert(std::endian::native == std::endian::little, "slots hold the low bytes of an integer");

seen_segment::insertion seen_segment::insert(std::uint64_t key) noexcept {
  std::uint64_t const content = key + 1;
  std::size_t const at = find(content);
  if (at == nowhere) return insertion::no_room;
  if (slot(at) != free_slot) return insertion::was_there;
  put(at, content);
  return insertion::added;
}

bool seen_segment::contains(std::uint64_t key) const noexcept {
  std::size_t const at = find(key + 1);
  return at != nowhere && slot(at) != free_slot;
}

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
  for (std::uint64_t const key : keys) put(free.take(home_of(key)), key + 1);
}

std::size_t seen_segment::find(std::uint64_t content) const noexcept {
  bool all_seen = false;
  for (std::size_t at = home_of(content - 1);;) {
    std::uint64_t const there = slot(at);
    if (there == free_slot || there == content) return at;
    if (++at != capacity_) continue;
    if (all_seen) return nowhere;
    all_seen = true;
    at = 0;
  }
}

}  // namespace rcs::detail

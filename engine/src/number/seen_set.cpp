#include "number/seen_set.hpp"

#include <algorithm>
#include <new>
#include <span>
#include <vector>

namespace rcs {
namespace {

/// A permutation of the integers below 2^`Bits` whose every output bit depends on every input bit: the finaliser of
/// MurmurHash3 (Appleby, public domain), cut to `Bits`. Multiplying by an odd number modulo a power of two and folding
/// the upper half onto the lower one can both be undone, so different numbers stay different.
template <unsigned Bits>
constexpr std::uint64_t permuted(std::uint64_t x) noexcept {
  constexpr std::uint64_t mask = (std::uint64_t{1} << Bits) - 1;
  x ^= x >> Bits / 2;
  x = x * 0xff51afd7ed558ccd & mask;
  x ^= x >> Bits / 2;
  x = x * 0xc4ceb9fe1a85ec53 & mask;
  return x ^ x >> Bits / 2;
}

}  // namespace

seen_set::place seen_set::place_of(number n) noexcept {
  constexpr std::uint64_t key_mask = (std::uint64_t{1} << detail::seen_segment::key_bits) - 1;
  std::uint64_t const bits = permuted<number_bits>(n.value());
  return {.segment = bits >> detail::seen_segment::key_bits, .key = bits & key_mask};
}

bool seen_set::insert(number n) {
  using insertion = detail::seen_segment::insertion;
  if (size_ >= most_) {
    if (contains(n)) return false;
    grow();
  }
  auto const [index, key] = place_of(n);
  auto const result = segment(index, capacity_).insert(key);
  bool const is_new =
      result == insertion::added || (result == insertion::no_room && overflow_.insert(n.value()).second);
  if (is_new) ++size_;
  return is_new;
}

bool seen_set::contains(number n) const noexcept {
  if (capacity_ == 0) return false;
  auto const [index, key] = place_of(n);
  return segment(index, capacity_).contains(key) || (!overflow_.empty() && overflow_.contains(n.value()));
}

void seen_set::prefetch(number n) const noexcept {
  auto const [index, key] = place_of(n);
  segment(index, capacity_).prefetch(key);
}

std::size_t seen_set::memory_bytes() const noexcept {
  constexpr std::size_t node = 4 * sizeof(void*);  // about: a pointer, the number, a bucket, and the allocator's own
  return slots_.size() + overflow_.size() * node;
}

detail::seen_segment seen_set::segment(std::size_t index, std::size_t capacity) const noexcept {
  return {slots_.data() + index * capacity * detail::seen_segment::slot_bytes, capacity};
}

void seen_set::grow() {
  using detail::seen_segment;
  constexpr std::size_t min_capacity = 15;
  if (capacity_ == seen_segment::max_capacity) throw std::bad_alloc{};
  auto const larger = std::clamp(capacity_ * 7 / 5, min_capacity, seen_segment::max_capacity);
  std::vector<std::uint64_t> keys(capacity_ + 1);
  detail::free_slots free{larger};
  slots_.grow(segment_count * larger * seen_segment::slot_bytes + seen_segment::bytes_behind);
  // The last first: the new place of a segment begins behind all of those before it.
  for (std::size_t i = segment_count; i-- > 0;) {
    std::size_t const count = segment(i, capacity_).list(keys);
    auto moved = segment(i, larger);
    moved.clear();
    moved.fill(std::span{keys}.first(count), free);
  }
  capacity_ = larger;
  most_ = segment_count * larger / 4 * 3;
  std::erase_if(overflow_, [this](std::uint64_t value) {
    auto const [index, key] = place_of(number::from_value(value).value());
    return segment(index, capacity_).insert(key) == seen_segment::insertion::added;
  });
}

}  // namespace rcs

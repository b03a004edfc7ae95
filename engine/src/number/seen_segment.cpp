#include "number/seen_segment.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

namespace rcs::detail {
namespace {

static_assert(std::endian::native == std::endian::little, "slots hold the low bytes of an integer");

// A slot holds its key plus one: zero is a free slot.
constexpr std::uint64_t free_slot = 0;
constexpr std::uint64_t content_of(std::uint64_t key) noexcept {
  return key + 1;
}
constexpr std::uint64_t key_of(std::uint64_t content) noexcept {
  return content - 1;
}

}  // namespace

bool seen_segment::insert(std::uint64_t key) {
  std::size_t at = capacity_ == 0 ? 0 : find(content_of(key));
  if (capacity_ != 0 && slot(at) != free_slot) return false;
  if (size_ >= capacity_ / 5 * 4) {
    grow();
    at = find(content_of(key));
  }
  set_slot(at, content_of(key));
  ++size_;
  return true;
}

bool seen_segment::contains(std::uint64_t key) const noexcept {
  return capacity_ != 0 && slot(find(content_of(key))) != free_slot;
}

void seen_segment::prefetch(std::uint64_t key) const noexcept {
  if (capacity_ != 0) __builtin_prefetch(slots_.get() + home_of(key) * slot_bytes);
}

std::uint64_t seen_segment::slot(std::size_t index) const noexcept {
  std::uint64_t content = 0;
  std::memcpy(&content, slots_.get() + index * slot_bytes, sizeof content);
  return content & ((std::uint64_t{1} << slot_bytes * 8) - 1);
}

void seen_segment::set_slot(std::size_t index, std::uint64_t content) noexcept {
  std::memcpy(slots_.get() + index * slot_bytes, &content, slot_bytes);
}

std::size_t seen_segment::find(std::uint64_t content) const noexcept {
  std::size_t at = home_of(key_of(content));
  for (std::uint64_t there = slot(at); there != free_slot && there != content; there = slot(at)) {
    if (++at == capacity_) at = 0;
  }
  return at;
}

void seen_segment::grow() {
  constexpr std::uint32_t min_capacity = 15;
  constexpr std::uint32_t max_capacity = std::uint32_t{1} << (64 - key_bits);
  if (capacity_ == max_capacity) throw std::bad_alloc{};
  seen_segment larger;
  larger.capacity_ = std::clamp(capacity_ + capacity_ / 2, min_capacity, max_capacity);
  larger.slots_ = std::make_unique<std::byte[]>(bytes_for(larger.capacity_));
  for (std::size_t i = 0; i < capacity_; ++i) {
    if (auto const content = slot(i); content != free_slot) larger.set_slot(larger.find(content), content);
  }
  larger.size_ = size_;
  *this = std::move(larger);
}

}  // namespace rcs::detail

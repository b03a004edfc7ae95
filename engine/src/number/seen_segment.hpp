#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "number/free_slots.hpp"

namespace rcs::detail {

static_assert(std::endian::native == std::endian::little, "slots hold the low bytes of an integer");

/// A set of evenly spread keys of 39 bits in slots of five bytes: open addressing, linear probing. A view: the memory
/// belongs to someone else. A key's home is proportional to the key, so that any capacity will do, and so that who
/// walks over the slots meets the keys almost in order.
class seen_segment {
 public:
  static constexpr unsigned key_bits = 39;
  static constexpr std::size_t slot_bytes = 5;
  /// A slot is read as eight bytes: so many must be readable behind the last.
  static constexpr std::size_t bytes_behind = sizeof(std::uint64_t) - slot_bytes;
  static constexpr std::size_t max_capacity = std::size_t{1} << (64 - key_bits);  // or `home_of` overflows

  /// `slots` has `capacity` slots, zero where no key has been put. Without any only `list` and `prefetch` are allowed.
  seen_segment(std::byte* slots, std::size_t capacity) noexcept : slots_{slots}, capacity_{capacity} {}

  enum class insertion : std::uint8_t { added, was_there, no_room };
  insertion insert(std::uint64_t key) noexcept;
  [[nodiscard]] bool contains(std::uint64_t key) const noexcept;
  void prefetch(std::uint64_t key) const noexcept { __builtin_prefetch(slots_ + home_of(key) * slot_bytes); }

  void clear() noexcept { std::memset(slots_, 0, capacity_ * slot_bytes); }

  /// Writes the keys, almost in order, to the front of `keys`, which has room for one more than there are slots, and
  /// returns their number.
  std::size_t list(std::span<std::uint64_t> keys) const noexcept;
  /// Adds different keys to a segment that holds none and has room for them. `free`: for as many slots as there are, to
  /// work with.
  void fill(std::span<std::uint64_t const> keys, free_slots& free) noexcept;

 private:
  // A slot holds its key plus one: zero is a free slot.
  static constexpr std::uint64_t free_slot = 0;
  static constexpr std::size_t nowhere = SIZE_MAX;

  [[nodiscard]] std::size_t home_of(std::uint64_t key) const noexcept {
    return static_cast<std::size_t>(key * capacity_ >> key_bits);
  }
  [[nodiscard]] std::uint64_t slot(std::size_t index) const noexcept {
    std::uint64_t content = 0;
    std::memcpy(&content, slots_ + index * slot_bytes, sizeof content);
    return content & ((std::uint64_t{1} << slot_bytes * 8) - 1);
  }
  void put(std::size_t index, std::uint64_t content) noexcept {
    std::memcpy(slots_ + index * slot_bytes, &content, slot_bytes);
  }
  /// The slot that holds `content`, or the free one where it belongs, or `nowhere`.
  [[nodiscard]] std::size_t find(std::uint64_t content) const noexcept;

  std::byte* slots_;
  std::size_t capacity_;
};

inline seen_segment::insertion seen_segment::insert(std::uint64_t key) noexcept {
  std::uint64_t const content = key + 1;
  std::size_t const at = find(content);
  if (at == nowhere) return insertion::no_room;
  if (slot(at) != free_slot) return insertion::was_there;
  put(at, content);
  return insertion::added;
}

inline bool seen_segment::contains(std::uint64_t key) const noexcept {
  std::size_t const at = find(key + 1);
  return at != nowhere && slot(at) != free_slot;
}

inline std::size_t seen_segment::find(std::uint64_t content) const noexcept {
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

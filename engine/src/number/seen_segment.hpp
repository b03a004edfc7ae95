#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace rcs::detail {

/// A set of evenly spread keys of 39 bits in slots of five bytes: open addressing, linear probing, at most four fifths
/// full. A key's home is proportional to the key, so that any capacity will do and growing walks both tables in order.
class seen_segment {
 public:
  static constexpr unsigned key_bits = 39;

  /// Adds `key`; true if it was not there. Throws `std::bad_alloc`, leaving the set as it was.
  bool insert(std::uint64_t key);
  [[nodiscard]] bool contains(std::uint64_t key) const noexcept;
  void prefetch(std::uint64_t key) const noexcept;

  [[nodiscard]] std::size_t memory_bytes() const noexcept { return bytes_for(capacity_); }

 private:
  static constexpr std::size_t slot_bytes = 5;

  /// A slot is read as eight bytes, the last one too.
  static constexpr std::size_t bytes_for(std::size_t slots) noexcept {
    return slots == 0 ? 0 : slots * slot_bytes + sizeof(std::uint64_t) - slot_bytes;
  }

  [[nodiscard]] std::uint64_t slot(std::size_t index) const noexcept;
  void set_slot(std::size_t index, std::uint64_t content) noexcept;
  [[nodiscard]] std::size_t home_of(std::uint64_t key) const noexcept { return key * capacity_ >> key_bits; }
  /// The slot that holds `content`, or the free one where it belongs.
  [[nodiscard]] std::size_t find(std::uint64_t content) const noexcept;
  void grow();

  std::unique_ptr<std::byte[]> slots_;
  std::uint32_t capacity_ = 0;  // at most 2^25, or `home_of` overflows
  std::uint32_t size_ = 0;
};

}  // namespace rcs::detail

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "number/page_memory.hpp"

namespace rcs {

/// A set of digests, by their first eight bytes: what evenly spread 64-bit keys it was given. One thread at a time.
///
/// Keys lie sorted, and a directory says where those begin that have the same first bits, some eight to sixteen: 8.3 to
/// 8.5 bytes for each key, no more while it grows. A key that was not added is in it with a chance of `size` in 2^64,
/// by being the first eight bytes of another digest. Keys that are not evenly spread take longer to find, up to the
/// logarithm of their number, and no more memory.
class digest_set {
 public:
  /// Adds a key, which may be in it already; it is found after the next `settle`. Amortised constant time. Throws
  /// `std::bad_alloc`, also beyond 2^32 keys.
  void add(std::uint64_t key);

  /// Sorts what was added: some 90 ns for each key that is there.
  void settle();

  /// Whether a key is among those that were settled. Two cache misses in a large set.
  [[nodiscard]] bool contains(std::uint64_t key) const noexcept;

  /// Starts to load what `contains` needs first.
  void prefetch(std::uint64_t key) const noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// Memory held for the keys.
  [[nodiscard]] std::size_t memory_bytes() const noexcept;

 private:
  [[nodiscard]] std::span<std::uint64_t> keys() const noexcept {
    return {reinterpret_cast<std::uint64_t*>(memory_.data()), size_};
  }
  /// Which keys begin with the same bits as this one.
  [[nodiscard]] std::size_t part_of(std::uint64_t key) const noexcept { return key >> 1U >> (63U - part_bits_); }
  void make_directory();

  detail::page_memory memory_;
  std::size_t size_ = 0;
  unsigned part_bits_ = 0;
  std::vector<std::uint32_t> begins_;  ///< of each part, and where the last one ends; empty until there are keys
};

}  // namespace rcs

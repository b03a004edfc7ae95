#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rcs {

/// A place in a file, and what stands right before it: tells whether the file still is, so far, what it was.
struct file_mark {
  /// How much of what stands before is looked at.
  static constexpr std::size_t tail_bytes = 4096;

  std::uint64_t length = 0;  ///< bytes before the mark
  std::uint64_t tail = 0;    ///< hash of the last `tail_bytes` of them, or of all if there are fewer

  friend bool operator==(file_mark const&, file_mark const&) = default;
};

/// The hash of a tail; that of nothing is 0.
[[nodiscard]] std::uint64_t hash_of_tail(std::string_view tail) noexcept;

}  // namespace rcs

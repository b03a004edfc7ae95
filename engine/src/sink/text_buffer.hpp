#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace rcs {

/// Text that grows at its end, written in place: what is not written yet is never zeroed, which `std::string` would do.
class text_buffer {
 public:
  /// A place behind the text with room for `most` bytes, until the next call.
  [[nodiscard]] char* room(std::size_t most) {
    if (capacity_ - size_ < most) grow(most);
    return memory_.get() + size_;
  }
  /// Takes in what was written to `room`, up to `end`.
  void extend_to(char const* end) noexcept { size_ = static_cast<std::size_t>(end - memory_.get()); }

  [[nodiscard]] std::string_view view() const noexcept { return {memory_.get(), size_}; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

  /// Forgets the text, and lets the memory go if it is more than `most_kept` bytes.
  void clear(std::size_t most_kept) noexcept {
    size_ = 0;
    if (capacity_ <= most_kept) return;
    memory_.reset();
    capacity_ = 0;
  }

 private:
  void grow(std::size_t most) {
    constexpr std::size_t least = 4096;
    std::size_t const capacity = std::max({size_ + most, 2 * capacity_, least});
    auto larger = std::make_unique_for_overwrite<char[]>(capacity);
    if (size_ != 0) std::memcpy(larger.get(), memory_.get(), size_);
    memory_ = std::move(larger);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> memory_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace rcs

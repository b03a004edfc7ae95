#pragma once

#include <cstddef>

namespace rcs::detail {

/// Memory that grows without being there twice: its pages are moved to where there is room for more, not copied. Bytes
/// that are added are zero.
class page_memory {
 public:
  page_memory() = default;
  ~page_memory();
  page_memory(page_memory&& other) noexcept;
  page_memory& operator=(page_memory&& other) noexcept;

  /// As with a pointer, what it points to is no less changeable for being reached through a constant.
  [[nodiscard]] std::byte* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// Adds bytes until there are `size`, which is no less than there are. Throws `std::bad_alloc`, having changed
  /// nothing.
  void grow(std::size_t size);

 private:
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace rcs::detail

#pragma once

#include <cstddef>
#include <string>

namespace rcs {

/// Memory that is backed by a nameless file, so that the kernel can write it out and take the pages back: for what
/// grows with a list. All zero at first. Move-only; gone with the process, whatever becomes of it.
class scratch_memory {
 public:
  /// In `folder`, whose disk is used. Throws `std::system_error` if there can be no file.
  explicit scratch_memory(std::string const& folder);
  scratch_memory(scratch_memory&& other) noexcept;
  scratch_memory& operator=(scratch_memory&& other) noexcept;
  scratch_memory(scratch_memory const&) = delete;
  scratch_memory& operator=(scratch_memory const&) = delete;
  ~scratch_memory();

  [[nodiscard]] char* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// Makes it at least so large, which may move it. The disk space is there when this returns: to use it later cannot
  /// fail. Throws `std::system_error` if the disk is full.
  void grow(std::size_t size);
  /// The bytes before `end` are not needed for now: they may leave the process's memory. They stay what they are.
  void release_before(std::size_t end) noexcept;

 private:
  int descriptor_ = -1;
  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t released_ = 0;
};

}  // namespace rcs

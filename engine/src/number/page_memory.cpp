#include "number/page_memory.hpp"

#include <sys/mman.h>

#include <new>
#include <utility>

namespace rcs::detail {

page_memory::~page_memory() {
  if (data_ != nullptr) ::munmap(data_, size_);
}

page_memory::page_memory(page_memory&& other) noexcept
    : data_{std::exchange(other.data_, nullptr)}, size_{std::exchange(other.size_, 0)} {}

page_memory& page_memory::operator=(page_memory&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

void page_memory::grow(std::size_t size) {
  void* const grown = data_ == nullptr
                          ? ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                          : ::mremap(data_, size_, size, MREMAP_MAYMOVE);
  if (grown == MAP_FAILED) throw std::bad_alloc{};
  data_ = static_cast<std::byte*>(grown);
  size_ = size;
}

}  // namespace rcs::detail

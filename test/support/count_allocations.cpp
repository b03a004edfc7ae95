#include "support/count_allocations.hpp"

#include <cstdlib>
#include <new>

// ThreadSanitizer brings operators of its own that cannot be replaced: nothing is counted under it.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define RCS_COUNTS_NOTHING
#endif
#endif

namespace {

thread_local std::size_t count = 0;

}  // namespace

std::size_t rcs::test::allocations() noexcept {
  return count;
}

#ifndef RCS_COUNTS_NOTHING

void* operator new(std::size_t size, std::nothrow_t const&) noexcept {
  ++count;
  return std::malloc(size != 0 ? size : 1);
}

void* operator new(std::size_t size) {
  if (void* const memory = operator new(size, std::nothrow)) return memory;
  throw std::bad_alloc{};
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

#endif

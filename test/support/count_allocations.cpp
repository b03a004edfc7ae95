#include "support/count_allocations.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define RCS_COUNTS_NOTHING
#endif
#endif

namespace {

thread_local std::size_t count = 0;
std::atomic<std::size_t> count_of_all{0};

}  // namespace

std::size_t rcs::test::allocations() noexcept {
  return count;
}

std::size_t rcs::test::allocations_of_all_threads() noexcept {
  return count_of_all.load(std::memory_order_relaxed);
}

#ifdef RCS_COUNTS_NOTHING

bool rcs::test::counts_allocations() noexcept {
  return false;
}

#else

bool rcs::test::counts_allocations() noexcept {
  return true;
}

namespace {

void note() noexcept {
  ++count;
  count_of_all.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

void* operator new(std::size_t size, std::nothrow_t const&) noexcept {
  note();
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

extern "C" void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  note();
  void* memory = nullptr;
  return ::posix_memalign(&memory, std::max(alignment, sizeof(void*)), size) == 0 ? memory : nullptr;
}

#endif

#pragma once

#include <cstddef>

namespace rcs::test {

/// How often this thread has taken memory from the heap so far: by `operator new`, or by `aligned_alloc`, which is what
/// Asio takes the frames of coroutines and its operations with. Linking `count_allocations.cpp` replaces both for the
/// whole program.
[[nodiscard]] std::size_t allocations() noexcept;

/// The same of all threads together.
[[nodiscard]] std::size_t allocations_of_all_threads() noexcept;

/// Whether anything is counted: not under ThreadSanitizer, whose own operators cannot be replaced.
[[nodiscard]] bool counts_allocations() noexcept;

}  // namespace rcs::test

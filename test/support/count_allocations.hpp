#pragma once

#include <cstddef>

namespace rcs::test {

/// How often this thread has called `operator new` so far. Linking `count_allocations.cpp` replaces the operator for
/// the whole program.
[[nodiscard]] std::size_t allocations() noexcept;

}  // namespace rcs::test

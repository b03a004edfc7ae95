#pragma once

#include <chrono>

namespace rcs {

/// Instants and spans of every policy. Monotonic; a policy is handed `now` and never reads a clock. The type is the
/// steady clock's so that production needs no conversion, and tests count it up by hand.
using time_point = std::chrono::steady_clock::time_point;
using duration = std::chrono::nanoseconds;

}  // namespace rcs

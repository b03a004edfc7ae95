#pragma once

#include <string>

#include "bench/load_report.hpp"

namespace rcs::bench {

/// A time as people read it: `12.3 ms`, `840 µs`, `2.10 s`.
[[nodiscard]] std::string time_text(duration d);

/// The report for a terminal.
[[nodiscard]] std::string to_text(load_report const& report);

}  // namespace rcs::bench

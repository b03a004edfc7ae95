#pragma once

#include <string>

#include "bench/load_report.hpp"

namespace rcs::bench {

/// The report as one JSON object; times in milliseconds.
[[nodiscard]] std::string to_json(load_report const& report);

}  // namespace rcs::bench

#pragma once

#include <string>

#include "bench/load_report.hpp"
#include "bench/probe_report.hpp"

namespace rcs::bench {

// The reports as one page each: with plots, in light and dark, and without anything from elsewhere.

[[nodiscard]] std::string to_html(load_report const& report);
[[nodiscard]] std::string to_html(probe_report const& report);

}  // namespace rcs::bench

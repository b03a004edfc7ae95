#pragma once

#include <string>

#include "scrub/report/run_report.hpp"

namespace rcs::scrub {

/// The report as one page for people: with nothing from elsewhere, in light and dark, and on paper.
[[nodiscard]] std::string to_html(run_report const& report);

}  // namespace rcs::scrub

#pragma once

#include <string>
#include <string_view>

#include "scrub/report/run_report.hpp"

namespace rcs::scrub {

/// The report as one JSON object, of which the first member names the format and its version. Counts and spans are
/// whole numbers. What is not UTF-8 in texts from outside becomes U+FFFD.
[[nodiscard]] std::string to_json(run_report const& report);

/// Reads what `to_json` wrote. Throws `std::invalid_argument` for anything else, whatever the bytes.
[[nodiscard]] run_report parse_report(std::string_view json);

}  // namespace rcs::scrub

#pragma once

#include <cstdint>
#include <string>

#include "scrub/report/run_report.hpp"

namespace rcs::scrub {

/// A price as a command line has it: a decimal number from 0 on, such as `0.002`. Throws `std::invalid_argument`.
[[nodiscard]] double read_price(std::string const& text);

/// What so many numbers cost: `1,234.50 EUR`.
[[nodiscard]] std::string cost_text(run_report::price const& price, std::uint64_t numbers);

/// The cost of `numbers` for each of `parts`: `0.0041 EUR`; a dash if there are none.
[[nodiscard]] std::string cost_of_each(run_report::price const& price, std::uint64_t numbers, std::uint64_t parts);

}  // namespace rcs::scrub

#pragma once

#include "bench/load_report.hpp"
#include "bench/run_load.hpp"
#include "bench/settings.hpp"

namespace rcs::bench {

/// The load that the settings describe.
[[nodiscard]] load load_of(settings const& s);
/// It in words: `open loop at 20 requests/s of 500 numbers, at most 128 in flight`.
[[nodiscard]] std::string words_of(settings const& s);
/// What came of it, for reports.
[[nodiscard]] load_report report_of(settings const& s, load const& what, load_result&& done);

}  // namespace rcs::bench

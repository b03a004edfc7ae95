#pragma once

#include <functional>
#include <optional>

#include "bench/probe_report.hpp"
#include "bench/run_load.hpp"
#include "bench/settings.hpp"

namespace rcs::bench {

/// A probe that has run.
struct probe_result {
  probe_report report;
  std::optional<load_result> stopped_by;  ///< the step whose end ended it: an answer, a stall, a signal
};

/// The report before anything has been asked.
[[nodiscard]] probe_report begin_report(settings const& s);

/// Runs the search; `told` hears of each step when it is over.
[[nodiscard]] probe_result probe(settings const& s, load_environment const& on,
                                 std::function<void(probe_line const&)> const& told);

}  // namespace rcs::bench

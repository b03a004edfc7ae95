#pragma once

#include <string>

#include "scrub/report/run_report.hpp"

namespace rcs::scrub {

// Parts of the page, as HTML; empty where there is nothing to tell.

/// From rows to numbers that can receive RCS, each as a share of those before it.
[[nodiscard]] std::string funnel_table(funnel const& totals);
/// `what` is what the names are of. The first twenty of them, and the others together. Where every number was answered,
/// numbers have no column of their own.
[[nodiscard]] std::string reach_table(std::string const& what, reach_by_name const& all);
/// How every row ended.
[[nodiscard]] std::string outcome_table(funnel const& totals);
[[nodiscard]] std::string invalid_table(std::vector<run_report::invalid_reason> const& reasons);
[[nodiscard]] std::string error_table(std::vector<run_report::error> const& errors);
[[nodiscard]] std::string traffic_table(run_report::traffic const& requests);
/// What changed since the earlier report.
[[nodiscard]] std::string comparison(run_report const& report);

/// `12.3 %` of `whole`; a dash of nothing.
[[nodiscard]] std::string percent(std::uint64_t part, std::uint64_t whole);
/// From 0 to 1.
[[nodiscard]] double share(std::uint64_t part, std::uint64_t whole) noexcept;

}  // namespace rcs::scrub

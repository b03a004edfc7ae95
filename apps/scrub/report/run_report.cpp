#include "scrub/report/run_report.hpp"

namespace rcs::scrub {

std::string names_of_lists(run_report const& report) {
  std::string names;
  for (auto const& one : report.lists) names += (names.empty() ? "" : ", ") + one.name;
  return names;
}

}  // namespace rcs::scrub

#pragma once

#include <map>
#include <string>

#include "support/virtual_run.hpp"

namespace rcs::test {

/// Everything that a scenario can expect something of, by name: counts, and seconds for times.
[[nodiscard]] std::map<std::string, double> measures_of(virtual_run const& run);

/// The name of an ending, as scenarios spell it.
[[nodiscard]] std::string name_of(ending how);

}  // namespace rcs::test

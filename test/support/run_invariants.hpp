#pragma once

#include <string>
#include <vector>

#include "support/virtual_run.hpp"

namespace rcs::test {

/// What holds of every run, whatever happened in it. Each line tells one thing that did not hold of this one, which was
/// over `cells`.
[[nodiscard]] std::vector<std::string> broken_invariants(virtual_run const& run, std::vector<std::string> const& cells);

/// By when such a run must have ended: the time that its requests were out, paced and held back by what came of them,
/// one after the other, as if nothing ever overlapped. A run that idles without a reason takes longer.
[[nodiscard]] duration latest_end(virtual_run const& run);

}  // namespace rcs::test

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scrub/report/run_report.hpp"
#include "scrub/settings.hpp"

namespace rcs::scrub {

/// Where the figures of a report come from: program, endpoint, account as a hash, lists with their hashes, and options.
/// The key, a proxy's user and password, and the SID are in none of it. Reads the lists. Throws `std::system_error` if
/// one cannot be read.
[[nodiscard]] run_report begin_report(settings const& s);

}  // namespace rcs::scrub

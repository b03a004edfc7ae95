#pragma once

#include "flow/run_context.hpp"
#include "flow/sum_up.hpp"
#include "rcs/summary.hpp"

namespace rcs {

/// The summary of a run that has ended, its books checked: if they do not balance, that is how it ended.
[[nodiscard]] summary close_books(run_context& run, usage_mark const& before);

}  // namespace rcs

#pragma once

#include <memory>

#include "rcs/sink.hpp"
#include "scrub/report/answer_counts.hpp"

namespace rcs::scrub {

/// Hands everything on to `into`, and adds what was written to `counts`, which outlives it: rows are counted by the
/// threads that render them, and added once they are written.
[[nodiscard]] std::unique_ptr<sink> make_counting_sink(std::unique_ptr<sink> into, answer_counts& counts,
                                                       region_of where);

}  // namespace rcs::scrub

#pragma once

#include <chrono>
#include <cstdint>

#include "flow/run_context.hpp"
#include "rcs/summary.hpp"

namespace rcs {

/// What the process had used, and what connections there had been, when this was made.
struct usage_mark {
  explicit usage_mark(run_environment const& env);
  std::chrono::nanoseconds cpu{};
  connection_counts connections;
};

/// The summary of a run that has ended, its books checked: if they do not balance, that is how it ended.
[[nodiscard]] summary close_books(run_context& run, usage_mark const& before);

}  // namespace rcs

#pragma once

#include "model/entry.hpp"
#include "rcs/outcome.hpp"

namespace rcs {

/// An entry whose fate the planner has decided, without an answer to it.
struct settlement {
  entry who;
  outcome what = outcome::failed;      ///< `missing`, `failed`, `rejected` or `not_asked`
  failure as = failure::server_error;  ///< meaningful for `failed`
};

}  // namespace rcs

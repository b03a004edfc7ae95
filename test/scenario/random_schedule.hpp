#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/virtual_run.hpp"

namespace rcs::test {

/// A run made up from a seed: a list of a few thousand rows, options, limits, and an upstream whose faults come and go.
struct random_schedule {
  explicit random_schedule(std::uint64_t seed);

  std::vector<std::string> rows;
  virtual_run run;

  /// What was drawn, for people.
  [[nodiscard]] std::string describe() const;
};

}  // namespace rcs::test

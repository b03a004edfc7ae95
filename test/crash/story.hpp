#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crash/workload.hpp"

namespace rcs::test {

/// What happens to the program once it has been started. Nothing, if neither is set.
struct hazard {
  /// SIGKILL as soon as the upstream has seen this share of the requests that are still to come.
  std::optional<double> kill_at;
  std::string fault;  ///< what the file layer does, see faulty_files.cpp

  [[nodiscard]] bool fails() const { return fault.starts_with("eio") || fault.starts_with("enospc"); }
  [[nodiscard]] bool cuts_power() const { return fault.starts_with("power"); }
};

/// A list, and what happens to each start of the program that works on it. After the last, nothing happens.
struct plot {
  std::string name;
  workload what;
  std::vector<hazard> hazards;
};

/// What became of it.
struct story {
  std::uint64_t kills = 0;
  std::uint64_t errors = 0;  ///< ends by an error of a file
  std::uint64_t resumes = 0;
  std::uint64_t rows = 0;
  std::uint64_t lost = 0;        ///< rows that an undisturbed run has, and this one not
  std::uint64_t doubled = 0;     ///< the other way round
  std::uint64_t repeats = 0;     ///< numbers that the upstream was asked again
  std::uint64_t may_repeat = 0;  ///< numbers that were in flight, or settled since the last checkpoint, at an end
  std::vector<bool> struck;      ///< by hazard: whether it came to that
  std::vector<std::string> complaints;
};

/// What the list comes to when nothing happens.
[[nodiscard]] harvest undisturbed(workload const& what);

/// Runs the list to its end through all its hazards and compares with `expected`. Touches nothing but the files of its
/// own: stories can be lived through side by side.
[[nodiscard]] story live_through(plot const& of, harvest const& expected);

}  // namespace rcs::test

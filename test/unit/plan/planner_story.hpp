#pragma once

#include <cstdint>

#include "model/entry.hpp"

namespace rcs::test {

/// What the model knows of a row.
struct story {
  entry as_known;             ///< attempts and missing answers that the planner should count
  bool poison = false;        ///< requests with it are refused
  bool absent = false;        ///< never among the devices
  bool out = false;           ///< in a request
  bool settled = false;       ///< has its outcome
  bool parked = false;        ///< in back-off
  std::uint32_t refusal = 0;  ///< which refused batch made it a suspect; 0: none
};

/// How often each thing happens, in percent.
struct weather {
  unsigned failing = 0;
  unsigned unsent = 0;
  unsigned too_large = 0;
  unsigned too_small = 0;
  unsigned missing = 0;  ///< of numbers, in one answer
  unsigned unfunded = 0;
  unsigned poison = 0;  ///< of numbers
  unsigned absent = 0;  ///< of numbers
};

}  // namespace rcs::test

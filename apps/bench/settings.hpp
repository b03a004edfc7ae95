#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "bench/probe_search.hpp"
#include "model/time.hpp"
#include "rcs/options.hpp"

namespace rcs::bench {

/// A rate that changes evenly.
struct ramp {
  double from = 0;
  double to = 0;
};

/// What the command line, the environment and the configuration file come to.
struct settings {
  engine_options engine;
  run_options run;
  std::string api_key_file;  ///< empty: the key comes from the environment

  std::string numbers;         ///< a list; or
  std::uint64_t generate = 0;  ///< so many generated numbers
  bool cycle = false;

  unsigned in_flight = 32;        ///< of a closed loop; once complete, of this one
  unsigned open_in_flight = 128;  ///< of an open one
  double rate = 0;                ///< 0: closed loop, or a ramp
  std::optional<ramp> changing;
  duration lasts{};            ///< 0: no bound
  std::uint64_t requests = 0;  ///< 0: no bound
  duration warm_up{};
  std::uint64_t max_numbers = 0;  ///< 0: no bound

  bool probing = false;
  probe_limits limits;
  duration rest = std::chrono::seconds{1};
  bool plan_only = false;

  std::string json;  ///< files; empty: none
  std::string html;
  bool quiet = false;
};

}  // namespace rcs::bench

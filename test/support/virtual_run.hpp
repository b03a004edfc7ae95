#pragma once

#include <cstdint>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "gate/gate.hpp"
#include "rcs/exchange_observer.hpp"
#include "rcs/options.hpp"
#include "rcs/prior_answers.hpp"
#include "rcs/run_state.hpp"
#include "rcs/summary.hpp"
#include "support/manual_clock.hpp"
#include "support/model_upstream.hpp"

namespace rcs::test {

/// A settled row as a test's sink keeps it.
struct kept_row {
  std::uint64_t row = 0;
  number asked;
  outcome what = outcome::invalid;
  unsigned attempts = 0;
  std::string detail;
  std::string carrier_id;
};

/// What a sink was given to save, and how many rows it had then.
struct kept_state {
  run_state state;
  std::size_t rows = 0;
};

/// A run of the whole engine but for its wire, in virtual time on one thread.
struct virtual_run {
  server_model server;
  gate_options gate;
  run_options options;
  std::uint64_t seed = 1;
  bool proven_before = false;  ///< another run of the engine has succeeded
  std::size_t workers = 8;
  run_state const* resume = nullptr;
  exchange_observer* exchanges = nullptr;
  prior_answers* known_before = nullptr;
  bool stopped_before = false;                         ///< the caller's stop signal is there before the run begins
  duration stop_after{};                               ///< the caller's stop signal comes then, if not 0
  std::stop_source stop;                               ///< the caller's
  std::map<duration, duration> wall_jumps;             ///< `manual_clock::set_wall`
  duration time_limit = std::chrono::hours{24 * 365};  ///< longer than this, it would never end
  std::uint64_t step_limit = std::uint64_t{1} << 32;   ///< resumptions; the same

  // What came of it.
  summary totals;
  std::vector<kept_row> rows;
  std::vector<kept_state> states;
  server_log log;
  time_point began{};
  duration took{};
  std::size_t left_in_flight = 0;    ///< at the gate, when the run had ended
  std::size_t left_connections = 0;  ///< held, being opened or waited for then
  std::size_t most_unsettled = 0;
  bool deadlocked = false;  ///< nobody waited for anything any more, and the run had not ended
  bool endless = false;     ///< a limit was reached, and the run had not ended

  void operator()(std::vector<std::string> const& cells);
};

/// `count` rows of plainly generated numbers.
[[nodiscard]] std::vector<std::string> generated_rows(std::size_t count, std::uint64_t first = first_generated);

}  // namespace rcs::test

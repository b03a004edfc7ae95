#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <memory>
#include <optional>

#include "bench/load_source.hpp"
#include "bench/recorder.hpp"
#include "common/stop_signals.hpp"
#include "rcs/engine.hpp"
#include "rcs/observer.hpp"

namespace rcs::bench {

/// What a load runs on; all of it outlives the run.
struct load_environment {
  engine& asking;
  boost::asio::io_context& context;  ///< where the run's end is heard of
  stop_signals const& signals;
  run_options const& options;
  number_supply& numbers;
  number_cap& cap;
  observer* watcher = nullptr;
};

/// A load that has run.
struct load_result {
  std::unique_ptr<recorder> seen;
  summary totals;
  load_source::end why_ended = load_source::end::none;
  std::uint64_t handed_over = 0;  ///< requests that the engine was given
  duration elapsed{};             ///< from the start to the last answer
  bool interrupted = false;       ///< by a signal
};

/// Runs `what` to its end, to a signal, or until `limits` are passed; waits for what is out.
[[nodiscard]] load_result run_load(load_environment const& on, load const& what, duration warm_up,
                                   give_up_limits const& limits = {});

}  // namespace rcs::bench

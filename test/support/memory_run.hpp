#pragma once

#include <cstddef>
#include <cstdint>

#include "gate/gate.hpp"
#include "model/time.hpp"
#include "rcs/options.hpp"
#include "rcs/run_state.hpp"
#include "rcs/sink.hpp"
#include "rcs/source.hpp"
#include "rcs/summary.hpp"

namespace rcs::test {

/// A run of the whole engine but for sockets and TLS, in real time: a `memory_upstream` for each shard.
struct memory_run {
  gate_options gate;
  run_options options;
  std::size_t workers = 32;
  /// Shards, each with a thread as in an engine, and two threads more for reading and writing; 0: all of it on the
  /// calling thread.
  unsigned threads = 0;

  duration writing{};  ///< CPU time that the upstream took to write its answers, when the run has ended

  [[nodiscard]] summary operator()(source& from, sink& into);
};

}  // namespace rcs::test

#pragma once

#include <memory>
#include <span>
#include <system_error>

#include "rcs/result.hpp"
#include "rcs/run_state.hpp"

namespace rcs {

/// Settled rows rendered for writing. What is in it is the sink's own business.
class rendered_block {
 public:
  virtual ~rendered_block() = default;
};

/// Where results go. Rendering (formatting, copying) happens on the threads that settle rows, many at once; writing on
/// one thread, in the order the blocks were settled.
class sink {
 public:
  virtual ~sink() = default;

  /// Turns rows into a block to be written. Thread-safe. `reuse`, where not null, is a block that this sink rendered
  /// and has finished writing: its memory may be used again.
  [[nodiscard]] virtual std::unique_ptr<rendered_block> render(std::span<result const> rows,
                                                               std::unique_ptr<rendered_block> reuse) = 0;

  /// Writes a block. May block. An error ends the run, and `write` is not called again.
  virtual std::error_code write(rendered_block& block) = 0;

  /// Writes several blocks, in this order, where one by one would cost more. After an error some of them may have been
  /// written.
  virtual std::error_code write(std::span<rendered_block* const> blocks) {
    for (auto* const block : blocks) {
      if (auto const ec = write(*block)) return ec;
    }
    return {};
  }

  /// Called between writes if `run_options::save_every` asks for it, and once after the last: `state` is what has been
  /// written so far. To be of use, everything written is on disk before the state is. An error ends the run.
  virtual std::error_code save(run_state const& /*state*/) { return {}; }

  /// Makes a `write` that waits for somebody to read what it wrote return soon with an error, and every later one that
  /// would wait: the caller wants the run to end at once. Thread-safe.
  virtual void interrupt() noexcept {}

  /// Called once after the last block of a run that reached its end or was stopped: everything is to be on its way to
  /// disk when it returns.
  virtual std::error_code finish() = 0;
};

}  // namespace rcs

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace rcs {

/// What a run is held up by, if anything; the most telling cause first.
enum class waiting : std::uint8_t {
  nothing,     ///< answers are coming
  output,      ///< the sink is slower than the upstream
  cool_down,   ///< the upstream throttled us
  connection,  ///< no connection is up
  back_off,    ///< everything left waits for its next try
  rate,        ///< our own rate limit
  input,       ///< the source
};

/// Where a run stands.
struct progress {
  std::uint64_t rows_read = 0;
  bool input_ended = false;
  std::uint64_t rows_settled = 0;     ///< rows with an outcome, repeats included
  std::uint64_t numbers_settled = 0;  ///< of them, numbers that were asked
  std::size_t unsettled = 0;
  std::size_t in_flight = 0;      ///< requests out now, of this run
  std::uint64_t connections = 0;  ///< of the engine that are up now
  std::uint64_t requests_sent = 0;
  std::uint64_t throttled = 0;  ///< answers that throttled us
  std::chrono::nanoseconds elapsed{};
  waiting held_up_by = waiting::nothing;
  std::optional<double> learned_rate;            ///< requests a second; none if none is needed, or it is given
  std::optional<std::size_t> learned_in_flight;  ///< how many requests may be out; none if it is given
  std::chrono::nanoseconds held_up_for{};        ///< until the cool-down or back-off ends, where known
};

/// Told of a run's progress. Called from one thread of the engine at a time; must return soon and not throw.
class observer {
 public:
  virtual ~observer() = default;
  virtual void on_progress(progress const& now) noexcept = 0;
};

}  // namespace rcs

#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>

#include "model/time.hpp"

namespace rcs {

/// One wait at a time for an instant, on one executor.
class alarm {
 public:
  virtual ~alarm() = default;

  /// Returns at `when` or, if that comes first, after `cancel`.
  [[nodiscard]] virtual boost::asio::awaitable<void> wait_until(time_point when) = 0;
  /// Ends a wait that has begun. On the alarm's executor only.
  virtual void cancel() = 0;
};

/// Where the flow gets its time from: the system in production, a counter in tests. Thread-safe.
class clock {
 public:
  virtual ~clock() = default;

  [[nodiscard]] virtual time_point now() const noexcept = 0;
  /// For dates in answers only.
  [[nodiscard]] virtual std::chrono::system_clock::time_point wall_now() const noexcept = 0;
  [[nodiscard]] virtual std::unique_ptr<alarm> make_alarm(boost::asio::any_io_executor executor) const = 0;
};

/// The system's clocks, and timers of the executor.
class system_time final : public clock {
 public:
  [[nodiscard]] time_point now() const noexcept override;
  [[nodiscard]] std::chrono::system_clock::time_point wall_now() const noexcept override;
  [[nodiscard]] std::unique_ptr<alarm> make_alarm(boost::asio::any_io_executor executor) const override;
};

}  // namespace rcs

#pragma once

#include <cstddef>

#include "model/time.hpp"

namespace rcs {

/// A rate limit with a burst, by the generic cell rate algorithm, in its virtual scheduling form. Source: ITU-T
/// Recommendation I.371, annex on the GCRA; ATM Forum, Traffic Management Specification 4.1, 4.4.2.
///
/// Charges over any closed window of length w, however placed, sum to no more than `capacity` + `rate` × w, exactly, if
/// each is made at an instant that is no earlier than `due` and counted from that instant. A caller that always waits
/// for `due` gets the full rate, less at most one nanosecond a charge (instants are whole nanoseconds) if `capacity` is
/// what it `admits`, and nothing less otherwise.
///
/// Spans are kept in 2^-32 ns, in 128 bits, with the interval rounded up and all else in multiples of it: neither does
/// a rate such as 3/s drift, nor does any rate or instant overflow.
class rate_limiter {
 public:
  struct limits {
    double rate = 0;      ///< units a second; 0: no limit
    double capacity = 1;  ///< units that may go at once
    double admits = 1;    ///< units that must conform before anything goes; at most `capacity`
  };

  /// The bucket is full at `start`.
  rate_limiter(limits const& of, time_point start) noexcept;

  /// The earliest instant at which `admits` units conform; the distant future if that is never. Constant time.
  [[nodiscard]] time_point due() const noexcept;

  /// `units` depart at `now`, at most `admits` of them, and count from `told`, the instant the caller was told to wait
  /// for: a caller that wakes a little late loses nothing. They count from no more than one unit's interval, or one
  /// millisecond if that is more, before `now`: a caller that wakes very late has no more than that to catch up with.
  void charge(time_point now, time_point told, std::size_t units) noexcept;

  /// From `now` on the rate is another, and what may go at once is as it was: the next unit goes one interval of the
  /// new rate after the last. From then on a late caller has an eighth of an interval to catch up with, and no more.
  void change_rate(double rate, time_point now) noexcept;

  /// `units` that were charged last did not depart after all. Right only for the last charge: had another come since,
  /// what the limiter would be without this one is no longer known.
  void refund(std::size_t units) noexcept;

 private:
  /// Spans, and instants since the clock's epoch, in units of 2^-32 ns.
  __extension__ using ticks = __int128;

  void set_rate(double rate) noexcept;

  static ticks ticks_of(time_point at) noexcept;
  static ticks times(ticks span, long double factor) noexcept;

  double spare_;               ///< units of the burst
  ticks interval_ = 0;         ///< between two units, the increment T of I.371
  ticks tolerance_ = 0;        ///< the limit tau of I.371: how far ahead of its theoretical arrival time a unit may go
  ticks grace_ = 0;            ///< how late a departure may be without loss
  ticks theoretical_arrival_;  ///< when the bucket is full again
};

}  // namespace rcs

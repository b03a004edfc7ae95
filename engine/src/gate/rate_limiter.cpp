#include "gate/rate_limiter.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rcs {
namespace {

constexpr int fraction_bits = 32;
constexpr long double ticks_per_second = 1e9L * (1ULL << fraction_bits);
/// What stands for "never": the sum of three still fits into 128 bits.
constexpr long double forever = 0x1p125L;
/// Where the rate is learned, late departures are made up for only as far as a strict upstream would hardly notice:
/// what is lost by it the rate makes good.
constexpr int closeness = 8;
constexpr duration least_grace = std::chrono::milliseconds{1};

/// The least whole number that is not under a / b. A hair's breadth under it would let one request too many into some
/// window, and the quotient is rounded to the nearest number that fits; the sign of the remainder, which fma computes
/// without rounding, tells when that was down.
long double divide_up(long double a, long double b) noexcept {
  long double const q = a / b;
  return std::ceil(std::fma(q, b, -a) < 0 ? std::nextafter(q, std::numeric_limits<long double>::infinity()) : q);
}

}  // namespace

rate_limiter::rate_limiter(limits const& of, time_point start) noexcept
    : spare_{of.capacity - of.admits}, theoretical_arrival_{ticks_of(start)} {
  set_rate(of.rate);
}

void rate_limiter::set_rate(double rate) noexcept {
  constexpr int part_bits = 8;  // the burst may end in a part of a unit
  interval_ = rate > 0 ? static_cast<ticks>(std::min(divide_up(ticks_per_second, rate), forever)) : 0;
  grace_ = std::max(interval_, ticks_of(time_point{least_grace}));
  tolerance_ = times(interval_, std::floor(std::ldexp(static_cast<long double>(spare_), part_bits))) >> part_bits;
}

void rate_limiter::change_rate(double rate, time_point now) noexcept {
  auto const before = interval_;
  set_rate(rate);
  grace_ = interval_ / closeness;
  if (theoretical_arrival_ >= ticks_of(now)) theoretical_arrival_ += interval_ - before;
}

time_point rate_limiter::due() const noexcept {
  constexpr ticks almost_one = (ticks{1} << fraction_bits) - 1;
  ticks const rounded_up = (theoretical_arrival_ - tolerance_ + almost_one) >> fraction_bits;
  constexpr ticks earliest = time_point::min().time_since_epoch().count();
  constexpr ticks latest = time_point::max().time_since_epoch().count();
  return time_point{duration{static_cast<duration::rep>(std::clamp(rounded_up, earliest, latest))}};
}

void rate_limiter::charge(time_point now, time_point told, std::size_t units) noexcept {
  ticks const counted = std::max(ticks_of(told), ticks_of(now) - grace_);
  ticks const next = std::max(theoretical_arrival_, counted) + times(interval_, static_cast<long double>(units));
  theoretical_arrival_ = std::min(next, static_cast<ticks>(2 * forever));
}

void rate_limiter::refund(std::size_t units) noexcept {
  theoretical_arrival_ -= times(interval_, static_cast<long double>(units));
}

rate_limiter::ticks rate_limiter::ticks_of(time_point at) noexcept {
  return ticks{at.time_since_epoch().count()} << fraction_bits;
}

rate_limiter::ticks rate_limiter::times(ticks span, long double factor) noexcept {
  if (factor >= forever || static_cast<long double>(span) * factor >= forever) return static_cast<ticks>(forever);
  // Unsigned, because the overflow check of a signed 128-bit product needs a library that is not everywhere.
  __extension__ using unsigned_ticks = unsigned __int128;
  return static_cast<ticks>(static_cast<unsigned_ticks>(span) * static_cast<unsigned_ticks>(factor));
}

}  // namespace rcs

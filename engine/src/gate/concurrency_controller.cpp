#include "gate/concurrency_controller.hpp"

#include <algorithm>
#include <cmath>

namespace rcs {
namespace {

/// What part of a step up must come back as throughput to be worth it, and what part of a step down may be lost.
/// Between the two nothing moves.
constexpr double gain_for_more = 0.2;
constexpr double loss_for_fewer = 0.05;
constexpr double first_step = 1.0;  ///< slow start: twice as many
constexpr double least_step = 0.06;
constexpr double most_step = 1.0;
/// A round has this many attempts, or twice the limit (the mean of 32 latencies that vary by a tenth is good to 2 %),
/// and lasts this long: fast upstreams are on busy machines, whose hiccups are to average out.
constexpr std::uint64_t least_round = 32;
constexpr duration shortest_round = std::chrono::milliseconds{200};
/// After so many steps in vain, one in each direction, that many rounds pass until the next.
constexpr unsigned most_patience = 4;
/// What trying may cost of the throughput, on average.
constexpr double tolerable_loss = 0.015;
constexpr unsigned most_rounds_lost = 25;
/// Without delay there is nothing to be had from fewer.
constexpr double no_delay = 1.08;
/// Nor is there if everything is answered within so many seconds: where our own work is all that holds us up, fewer out
/// take less time each and as much in all, and a busy machine's hiccups would lead down to one.
constexpr double quick = 0.008;
/// A step down that leaves this much of the delay has found that the upstream itself has become slower.
constexpr double still_delayed = 0.97;
/// A delay that changes by this, while the limit does not, is other weather.
constexpr double change = 1.3;
/// A round that loses this share of its attempts, and what it multiplies the limit by (CUBIC's; RFC 9438, 4.6).
constexpr double great_loss = 0.25;
constexpr double decrease = 0.7;
/// At first a delay of this much over that of the first answer tells that where we begin is too high.
constexpr double clearly_delayed = 1.5;
/// If a quarter of those that may be out come back this much later than usual, the limit is halved without waiting for
/// the round's end, which may be far.
constexpr double far_delayed = 3;
/// Whatever is answered within this is not far: scheduling alone can take some.
constexpr duration little_delay = std::chrono::milliseconds{20};

}  // namespace

concurrency_controller::concurrency_controller(std::size_t most) noexcept
    : most_{most}, level_{std::min(first, most)}, step_{first_step} {
  begin_round(level_);
}

void concurrency_controller::departed(std::uint64_t id, time_point now, std::size_t in_flight) noexcept {
  latest_ = id;
  if (id < begins_) return;
  if (departed_ == 0) began_ = now;
  ++departed_;
  peak_ = std::max(peak_, in_flight);
  if (in_flight >= level_) ++in_use_;
}

void concurrency_controller::answered(std::uint64_t id, time_point now, duration took) noexcept {
  auto const seconds = std::chrono::duration<double>(took).count();
  if (calm_ == 0) calm_ = seconds;  // the first of all goes alone
  auto const usual = held_.known() ? held_.latency : calm_;
  bool const of_this_limit = id + level_ >= begins_;
  if (of_this_limit && seconds > far_delayed * usual && took > little_delay) {
    if (++far_ >= std::max<std::size_t>(4, level_ / 4)) return fall(0.5);
  }
  if (id >= begins_) {
    ++answered_;
    spent_ += seconds;
  }
  came_back(id, now);
}

void concurrency_controller::lost(std::uint64_t id, time_point now) noexcept {
  if (id >= begins_) ++lost_;
  came_back(id, now);
}

void concurrency_controller::came_back(std::uint64_t id, time_point now) noexcept {
  if (id < begins_) return;
  ++back_;
  if (back_ >= std::max<std::uint64_t>(2 * level_, least_round) && now - began_ >= shortest_round) end_round();
}

/// The round begins when those that are out now, or go to reach the new limit, have gone.
void concurrency_controller::begin_round(std::size_t limit) noexcept {
  level_ = std::clamp<std::size_t>(limit, 1, most_);
  begins_ = latest_ + 1 + level_;
  departed_ = in_use_ = back_ = answered_ = lost_ = far_ = 0;
  peak_ = 0;
  spent_ = 0;
}

void concurrency_controller::end_round() noexcept {
  constexpr double enough = 0.7;
  auto const all = static_cast<double>(back_);
  auto const seen = static_cast<double>(answered_ + lost_);
  if (static_cast<double>(lost_) > great_loss * all) return fall(decrease);
  if (static_cast<double>(in_use_) < enough * static_cast<double>(departed_) || seen < enough * all || answered_ == 0) {
    return end_unused_round();
  }
  auto const n = static_cast<double>(level_);
  measure now;
  now.limit = level_;
  now.latency = std::max(spent_ / static_cast<double>(answered_), 1e-9);
  now.throughput = n / now.latency * static_cast<double>(answered_) / seen;
  calm_ = std::min(calm_, now.latency);
  judge(now);
}

/// Something else holds the attempts back, such as a rate. If that was a step up, no more is needed than was used.
void concurrency_controller::end_unused_round() noexcept {
  if (!trying_) return begin_round(level_);
  trying_ = false;
  auto const needed = std::max(held_.limit, peak_ + peak_ / 8 + 1);
  held_ = {};
  begin_round(std::min(level_, needed));
}

/// What was known is so no more.
void concurrency_controller::fall(double to) noexcept {
  held_ = {};
  trying_ = false;
  step_ = least_step;
  begin_round(static_cast<std::size_t>(static_cast<double>(level_) * to));
}

/// Whether the step to this limit was.
bool concurrency_controller::worth_it(measure const& now) const noexcept {
  auto const gained = std::log(now.throughput / held_.throughput);
  auto const step = std::log(static_cast<double>(now.limit) / static_cast<double>(held_.limit));
  return gained > (step > 0 ? gain_for_more : loss_for_fewer) * step;
}

void concurrency_controller::judge(measure const& now) noexcept {
  if (!trying_) return stay(now);
  trying_ = false;
  if (!up_ && now.latency > still_delayed * held_.latency) calm_ = now.latency;
  if (worth_it(now)) {
    held_ = now;
    step_ = std::min(2 * step_, most_step);
    patience_ = 1;
    return take_step();
  }
  step_ = least_step;
  up_ = !up_;
  // A step that cost much is worth as many rounds without one.
  auto const lost = std::clamp(1 - now.throughput / held_.throughput, 0.0, 1.0);
  rounds_to_stay_ = std::max(patience_, std::min(static_cast<unsigned>(lost / tolerable_loss), most_rounds_lost));
  patience_ = std::min(2 * patience_, most_patience);
  begin_round(held_.limit);
}

void concurrency_controller::stay(measure const& now) noexcept {
  if (!held_.known() && now.latency > clearly_delayed * calm_) {
    up_ = false;
    step_ = least_step * 4;
  }
  bool const slower = held_.known() && now.latency > change * held_.latency;
  bool const faster = held_.known() && now.latency * change < held_.latency;
  if (slower || faster) {
    up_ = faster;
    patience_ = 1;
    rounds_to_stay_ = 0;
  }
  held_ = now;
  if (rounds_to_stay_ > 0) --rounds_to_stay_;
  if (rounds_to_stay_ > 0) return begin_round(level_);
  take_step();
}

void concurrency_controller::take_step() noexcept {
  if (!up_ && held_.latency <= std::max(no_delay * calm_, quick)) up_ = true;
  auto const n = static_cast<double>(held_.limit);
  auto const target = up_ ? n * (1 + step_) : n / (1 + step_);
  auto const wanted = static_cast<std::size_t>(std::lround(target));
  auto const next = std::clamp<std::size_t>(
      up_ ? std::max(wanted, held_.limit + 1) : std::min(wanted, held_.limit - std::min<std::size_t>(held_.limit, 1)),
      1, most_);
  if (next == held_.limit) {
    up_ = !up_;
    rounds_to_stay_ = most_patience;
    return begin_round(held_.limit);
  }
  trying_ = true;
  begin_round(next);
}

}  // namespace rcs

#include "bench/recorder.hpp"

#include <algorithm>

namespace rcs::bench {

recorder::recorder(load const& what, number_cap& cap, time_point start, duration warm_up)
    : what_{what}, cap_{cap}, start_{start}, warm_up_{warm_up}, last_{start} {}

std::optional<time_point> recorder::intended(exchange_report const& one) const noexcept {
  if (!what_.by) return std::nullopt;
  return start_ + what_.by->departure((one.row - 1) / what_.batch);
}

void recorder::on_exchange(exchange_report const& one) noexcept {
  sample const seen{one, intended(one)};
  bool stops = false;
  {
    std::lock_guard const held{mutex_};
    last_ = std::max(last_, seen.ended());
    auto const begins = seen.intended.value_or(one.departed);
    (begins - start_ < warm_up_ ? warming_ : measured_).add(seen);
    auto const since_due = seen.intended ? std::optional{seen.ended() - *seen.intended} : std::nullopt;
    course_.add(seen.ended() - start_, one, since_due);
    judge(seen);
    if (one.what != exchange_result::answered && !cap_.pay(one.numbers)) cap_reached_ = true;
    stops = gave_up_ || cap_reached_;
  }
  if (stops) stop_.request_stop();
}

void recorder::judge(sample const& one) noexcept {
  auto const both = [this](exchange_result what) { return measured_.of(what) + warming_.of(what); };
  auto const late = one.intended ? one.ended() - *one.intended : duration::zero();
  gave_up_ = gave_up_ || both(exchange_result::throttled) > limits_.throttled ||
             both(exchange_result::failed) + both(exchange_result::refused) > limits_.failed || late > limits_.late;
}

void recorder::on_progress(progress const& now) noexcept {
  std::lock_guard const held{mutex_};
  most_connections_ = std::max(most_connections_, now.connections);
  if (now.held_up_by == waiting::cool_down) cooling_until_ = std::chrono::steady_clock::now() + now.held_up_for;
}

}  // namespace rcs::bench

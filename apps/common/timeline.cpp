#include "common/timeline.hpp"

namespace rcs {

void timeline::add(duration at, exchange_report const& one, std::optional<duration> since_due) noexcept {
  if (at < duration::zero()) return;
  while (at / width_ >= static_cast<duration::rep>(most_slices)) join_neighbours();
  auto const index = static_cast<std::size_t>(at / width_);
  if (index >= slices_.size()) slices_.resize(index + 1);  // within what is reserved
  auto& into = slices_[index];
  switch (one.what) {
    case exchange_result::answered:
      ++into.answered;
      into.numbers += one.numbers;
      into.service.add(one.total);
      if (since_due) into.intended.add(*since_due);
      break;
    case exchange_result::throttled:
      ++into.throttled;
      break;
    case exchange_result::failed:
    case exchange_result::refused:
      ++into.failed;
      break;
    case exchange_result::replayed:
      break;
  }
}

void timeline::join_neighbours() noexcept {
  width_ *= 2;
  auto const joined = (slices_.size() + 1) / 2;
  for (std::size_t i = 0; i < joined; ++i) {
    if (i != 0) slices_[i] = slices_[2 * i];
    if (2 * i + 1 >= slices_.size()) continue;
    auto const& odd = slices_[2 * i + 1];
    auto& into = slices_[i];
    into.answered += odd.answered;
    into.throttled += odd.throttled;
    into.failed += odd.failed;
    into.numbers += odd.numbers;
    into.service.merge(odd.service);
    into.intended.merge(odd.intended);
  }
  slices_.resize(joined);
}

}  // namespace rcs

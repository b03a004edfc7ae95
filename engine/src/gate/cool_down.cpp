#include "gate/cool_down.hpp"

#include <algorithm>

#include "gate/retry_after.hpp"

namespace rcs {

bool cool_down::throttled(std::uint64_t id, time_point now, std::optional<duration> retry_after,
                          double random01) noexcept {
  bool const begins = id > before_;
  if (!begins && !retry_after) return false;
  if (begins) {
    before_ = latest_;
    ++pauses_in_a_row_;
  }
  duration const asked_for = retry_after ? *retry_after : usual_.delay(pauses_in_a_row_, random01);
  time_point const until = now + std::clamp(asked_for, least_pause, longest_retry_after);
  bool const longer = until > until_;
  until_ = std::max(until_, until);
  return begins || longer;
}

bool cool_down::succeeded(std::uint64_t id) noexcept {
  if (id <= before_) return false;
  pauses_in_a_row_ = 0;
  return true;
}

}  // namespace rcs

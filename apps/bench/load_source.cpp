#include "bench/load_source.hpp"

namespace rcs::bench {

bool load_source::read(row_block& into, std::error_code& /*ec*/) {
  into.clear();
  std::unique_lock held{mutex_};
  if (over_) return false;
  why_ = ending_now();
  if (why_ != end::none || !wait_for_turn(held)) return false;
  if (!cap_.pay(what_.batch)) {
    why_ = end::cap_reached;
    return false;
  }
  into.first_row = next_ * what_.batch + 1;
  numbers_.take(what_.batch, into);
  ++next_;
  return true;
}

load_source::end load_source::ending_now() const {
  if (what_.most && next_ >= *what_.most) return end::as_asked;
  if (what_.by && what_.lasts && what_.by->departure(next_) >= *what_.lasts) return end::as_asked;
  if (!numbers_.has(what_.batch)) return end::list_ended;
  return end::none;
}

bool load_source::wait_for_turn(std::unique_lock<std::mutex>& held) {
  if (!what_.by) return true;
  auto const turn = start_ + what_.by->departure(next_);
  return !interrupted_.wait_until(held, turn, [this] { return over_; });
}

void load_source::interrupt() noexcept {
  {
    std::lock_guard const held{mutex_};
    over_ = true;
  }
  interrupted_.notify_all();
}

std::uint64_t load_source::handed_over() const {
  std::lock_guard const held{mutex_};
  return next_;
}

load_source::end load_source::why_ended() const {
  std::lock_guard const held{mutex_};
  return why_;
}

}  // namespace rcs::bench

#include "plan/pool.hpp"

namespace rcs {
namespace {

/// The gone part of the queue is cut off once it is this long and the longer one: each entry is moved once at most.
constexpr std::size_t least_cut = 4096;

/// Numbers whose places are loaded before they are needed.
constexpr std::size_t looked_ahead = 8;

}  // namespace

void pool::add(std::span<entry const> more) {
  if (repeats_) return add_repeatable(more);
  queue_.insert(queue_.end(), more.begin(), more.end());
}

void pool::add_repeatable(std::span<entry const> more) {
  for (std::size_t i = 0; i < more.size(); ++i) {
    if (i + looked_ahead < more.size()) places_.prefetch(more[i + looked_ahead].asked);
    entry const& e = more[i];
    auto const end = begin_ + static_cast<std::uint32_t>(queue_.size());
    auto const stands_at = [&](std::uint32_t place) { return queue_[place - begin_].asked == e.asked; };
    auto const place = places_.find_or_add(e.asked, end, stands_at);
    if (place == end) {
      stand_at_end(e, {});
    } else {
      wait_behind(lines_[place - begin_], e);
    }
  }
}

void pool::take(std::size_t count, std::vector<entry>& into) {
  auto const first = queue_.begin() + static_cast<std::ptrdiff_t>(head_);
  into.insert(into.end(), first, first + static_cast<std::ptrdiff_t>(count));
  if (repeats_) promote(head_, head_ + count);
  head_ += count;
  if (head_ == queue_.size() || (head_ >= least_cut && head_ >= queue_.size() - head_)) cut(head_);
}

void pool::drain(std::vector<entry>& into) {
  into.reserve(into.size() + size());
  for (std::size_t i = head_; i < queue_.size(); ++i) {
    into.push_back(queue_[i]);
    if (!repeats_) continue;
    for (line behind = lines_[i]; behind.first != none;) into.push_back(call_next(behind));
  }
  places_.clear();
  cut(queue_.size());
}

/// These entries leave the queue; the next of those that wait behind one joins its end.
void pool::promote(std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    if (i + looked_ahead < to) places_.prefetch(queue_[i + looked_ahead].asked);
    auto const asked = queue_[i].asked;
    auto const place = begin_ + static_cast<std::uint32_t>(i);
    auto behind = lines_[i];
    if (behind.first == none) {
      places_.remove(asked, place);
    } else {
      places_.move(asked, place, begin_ + static_cast<std::uint32_t>(queue_.size()));
      auto const called = call_next(behind);
      stand_at_end(called, behind);
    }
  }
}

void pool::stand_at_end(entry const& e, line behind) {
  queue_.push_back(e);
  lines_.push_back(behind);
}

/// Forgets the first `gone` entries, which nobody waits for any more.
void pool::cut(std::size_t gone) {
  auto const count = static_cast<std::ptrdiff_t>(gone);
  queue_.erase(queue_.begin(), queue_.begin() + count);
  if (repeats_) lines_.erase(lines_.begin(), lines_.begin() + count);
  begin_ += static_cast<std::uint32_t>(gone);
  head_ = 0;
}

void pool::wait_behind(line& behind, entry const& e) {
  std::uint32_t at = free_;
  if (at != none) {
    free_ = waiters_[at].next;
    waiters_[at] = {e, none};
  } else {
    at = static_cast<std::uint32_t>(waiters_.size());
    waiters_.push_back({e, none});
  }
  if (behind.first == none) {
    behind.first = at;
  } else {
    waiters_[behind.last].next = at;
  }
  behind.last = at;
  ++waiting_;
}

entry pool::call_next(line& behind) noexcept {
  std::uint32_t const at = behind.first;
  waiter& called = waiters_[at];
  behind.first = called.next;
  called.next = free_;
  free_ = at;
  --waiting_;
  return called.who;
}

}  // namespace rcs

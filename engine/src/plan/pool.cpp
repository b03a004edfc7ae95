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
    auto const queue = places_of_queue();
    auto const stands_at = [&](std::uint32_t place) { return queue_[place - begin_].asked == e.asked; };
    auto const place = places_.find_or_add(e.asked, queue, stands_at);
    if (place == queue.end) {
      stand_at_end(e, {});
    } else {
      wait_behind(lines_[place - begin_], e);
    }
  }
}

void pool::take(std::size_t count, std::vector<entry>& into) {
  auto const first = queue_.begin() + static_cast<std::ptrdiff_t>(head_);
  into.insert(into.end(), first, first + static_cast<std::ptrdiff_t>(count));
  auto const leaving = head_;
  head_ += count;
  for (std::size_t i = leaving; repeats_ && i < leaving + count; ++i) promote(i);
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

/// The entry leaves the queue, and the next of those that wait behind it joins its end.
void pool::promote(std::size_t leaving) {
  auto behind = lines_[leaving];
  if (behind.first == none) return;
  auto const called = call_next(behind);
  places_.add(called.asked, places_of_queue());
  stand_at_end(called, behind);
}

place_table::range pool::places_of_queue() const noexcept {
  return {begin_ + static_cast<std::uint32_t>(head_), begin_ + static_cast<std::uint32_t>(queue_.size())};
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

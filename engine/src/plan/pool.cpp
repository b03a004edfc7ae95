#include "plan/pool.hpp"

#include <algorithm>

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
  auto places = places_until(queue_.size());
  auto next = next_;
  for (std::size_t i = 0; i < more.size(); ++i, ++next) {
    entry const& e = more[i];
    auto const stands_at = [&](std::uint32_t place) { return queue_[place - begin_].asked == e.asked; };
    if (!places.contains(next) || !stands_at(next)) {
      if (i + looked_ahead < more.size()) table_.prefetch(more[i + looked_ahead].asked);
      if (unlisted_ != 0) list_places();
      next = table_.find_or_add(e.asked, places, stands_at);
      if (next == places.end) {
        stand_at_end(e, {});
        ++places.end;
        continue;
      }
    }
    wait_behind(lines_[next - begin_], e);
  }
  next_ = next;
}

void pool::take(std::size_t count, std::vector<entry>& into) {
  auto const first = queue_.begin() + static_cast<std::ptrdiff_t>(head_);
  into.insert(into.end(), first, first + static_cast<std::ptrdiff_t>(count));
  auto const leaving = head_;
  head_ += count;
  if (repeats_) {
    for (std::size_t i = leaving; i < leaving + count; ++i) promote(i);
    unlisted_ = std::min(unlisted_, distinct());
  }
  if (head_ == queue_.size() || (head_ >= least_cut && head_ >= queue_.size() - head_)) cut(head_);
}

void pool::drain(std::vector<entry>& into) {
  into.reserve(into.size() + size());
  for (std::size_t i = head_; i < queue_.size(); ++i) {
    into.push_back(queue_[i]);
    if (!repeats_) continue;
    for (line behind = lines_[i]; behind.first != none;) into.push_back(call_next(behind));
  }
  table_.clear();
  unlisted_ = 0;
  cut(queue_.size());
}

/// The entry leaves the queue, and the next of those that wait behind it joins its end.
void pool::promote(std::size_t leaving) {
  auto behind = lines_[leaving];
  if (behind.first == none) return;
  auto const& called = call_next(behind);
  stand_at_end(called, behind);
  ++unlisted_;
}

void pool::list_places() {
  for (auto i = queue_.size() - unlisted_; i < queue_.size(); ++i) table_.add(queue_[i].asked, places_until(i));
  unlisted_ = 0;
}

/// The places of what stands before `end`, an index of `queue_`.
place_table::range pool::places_until(std::size_t end) const noexcept {
  return {begin_ + static_cast<std::uint32_t>(head_), begin_ + static_cast<std::uint32_t>(end)};
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
  if (free_ == none) add_seat();
  auto const at = free_;
  free_ = links_[at];
  waiters_[at] = e;
  links_[at] = none;
  if (behind.first == none) {
    behind.first = at;
  } else {
    links_[behind.last] = at;
  }
  behind.last = at;
  ++waiting_;
}

void pool::add_seat() {
  free_ = static_cast<std::uint32_t>(waiters_.size());
  waiters_.emplace_back();
  links_.push_back(none);
}

/// The first of those behind, whose seat is free from now on.
entry const& pool::call_next(line& behind) noexcept {
  auto const at = behind.first;
  behind.first = links_[at];
  links_[at] = free_;
  free_ = at;
  --waiting_;
  return waiters_[at];
}

}  // namespace rcs

#include "plan/pool.hpp"

namespace rcs {
namespace {

/// The gone part of the queue is cut off once it is this long and the longer one: each entry is moved once at most.
constexpr std::size_t least_cut = 4096;

}  // namespace

void pool::add(std::span<entry const> more) {
  if (!repeats_) {
    queue_.insert(queue_.end(), more.begin(), more.end());
    return;
  }
  for (entry const& e : more) {
    auto const [at, is_new] = lines_.try_emplace(e.asked);
    if (is_new) {
      queue_.push_back(e);
    } else {
      wait_behind(at->second, e);
    }
  }
}

void pool::take(std::size_t count, std::vector<entry>& into) {
  auto const first = queue_.begin() + static_cast<std::ptrdiff_t>(head_);
  std::size_t const before = into.size();
  into.insert(into.end(), first, first + static_cast<std::ptrdiff_t>(count));
  head_ += count;
  if (repeats_) promote(std::span{into}.subspan(before));
  if (head_ == queue_.size()) {
    queue_.clear();
    head_ = 0;
  } else if (head_ >= least_cut && head_ >= queue_.size() - head_) {
    queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
  }
}

void pool::drain(std::vector<entry>& into) {
  into.reserve(into.size() + size());
  for (std::size_t i = head_; i < queue_.size(); ++i) {
    into.push_back(queue_[i]);
    if (!repeats_) continue;
    for (line behind = lines_.find(queue_[i].asked)->second; behind.first != none;) into.push_back(call_next(behind));
  }
  queue_.clear();
  head_ = 0;
  lines_.clear();
}

void pool::promote(std::span<entry const> taken) {
  for (entry const& e : taken) {
    auto const at = lines_.find(e.asked);
    if (at->second.first == none) {
      lines_.erase(at);
    } else {
      queue_.push_back(call_next(at->second));
    }
  }
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

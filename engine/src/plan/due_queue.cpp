#include "plan/due_queue.hpp"

#include <algorithm>
#include <utility>

namespace rcs {

void due_queue::push(batch&& waiting, time_point due) {
  entries_ += waiting.size();
  heap_.push_back({due, pushed_++, std::move(waiting)});
  std::push_heap(heap_.begin(), heap_.end(), later);
}

std::optional<batch> due_queue::pop(time_point now) {
  if (!ready(now)) return std::nullopt;
  std::pop_heap(heap_.begin(), heap_.end(), later);
  std::optional<batch> first{std::move(heap_.back().waiting)};
  heap_.pop_back();
  entries_ -= first->size();
  return first;
}

std::optional<time_point> due_queue::next_due() const noexcept {
  if (heap_.empty()) return std::nullopt;
  return heap_.front().due;
}

bool due_queue::later(parked const& a, parked const& b) noexcept {
  return a.due != b.due ? a.due > b.due : a.order > b.order;
}

}  // namespace rcs

#include "plan/place_table.hpp"

#include <algorithm>

namespace rcs {

void place_table::add(number n, range queue) {
  make_room(queue);
  auto const tag = tag_of(n);
  younger_.find(tag, [](slot const&) { return false; }) = {tag, queue.end};
  ++younger_.used;
}

void place_table::clear() noexcept {
  older_.clear();
  younger_.clear();
}

void place_table::renew(range queue) {
  bool const older_gone = queue.end - younger_begins_ >= queue.end - queue.front;
  if (!older_gone) return younger_.resize(2 * younger_.slots.size());
  older_.clear();
  std::swap(older_, younger_);
  if (younger_.slots.size() < older_.slots.size()) younger_.resize(older_.slots.size());
  younger_begins_ = queue.end;
}

void place_table::generation::clear() noexcept {
  std::ranges::fill(slots, slot{});
  used = 0;
}

void place_table::generation::resize(std::size_t size) {
  std::vector<slot> before(size);
  before.swap(slots);
  for (auto had = before.size(); had < size; had *= 2) --shift;
  for (auto const& one : before) {
    if (one.tag != 0) find(one.tag, [](slot const&) { return false; }) = one;
  }
}

}  // namespace rcs

#include "flow/shared_planner.hpp"

#include <algorithm>
#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace rcs {

namespace asio = boost::asio;

shared_planner::shared_planner(planner_options const& options, std::size_t max_unsettled, clock const& time,
                               asio::any_io_executor home)
    : max_unsettled_{max_unsettled}, time_{time}, planner_{options} {
  due_ = wake_up::start(time, std::move(home), [this] {
    std::lock_guard const held{mutex_};
    wake();
  });
}

shared_planner::~shared_planner() {
  due_->stop();
}

std::size_t shared_planner::room() const noexcept {
  auto const unsettled = planner_.unsettled();
  return unsettled < max_unsettled_ ? max_unsettled_ - unsettled : 0;
}

/// Not for every answer that makes room: being woken costs more than adding the numbers. But before the workers want.
bool shared_planner::may_read_on(time_point now) const noexcept {
  auto const free = room();
  return free > 0 && (free >= max_unsettled_ / 4 || !planner_.ready(now));
}

asio::awaitable<std::size_t> shared_planner::add(std::span<entry const> fresh) {
  std::size_t added = 0;
  while (added < fresh.size()) {
    auto const allowed = co_await wait_for_room();
    if (!allowed) break;
    std::lock_guard const held{mutex_};
    auto const part = fresh.subspan(added, std::min(room(), fresh.size() - added));
    planner_.add(part);
    added += part.size();
    wake();
  }
  co_return added;
}

asio::awaitable<bool> shared_planner::wait_for_room() {
  return asio::async_initiate<asio::use_awaitable_t<> const, void(bool)>(
      [this](auto handler) {
        std::lock_guard const held{mutex_};
        reader_ = suspended<bool>{std::move(handler)};
        if (stopped_ || room() > 0) return reader_.resume(!stopped_);
        planner_.hold_input(true);
        wake();
      },
      asio::use_awaitable);
}

void shared_planner::end_of_input() {
  std::lock_guard const held{mutex_};
  planner_.end_of_input();
  wake();
}

asio::awaitable<bool> shared_planner::work() {
  return asio::async_initiate<asio::use_awaitable_t<> const, void(bool)>(
      [this](auto handler) {
        std::lock_guard const held{mutex_};
        workers_.emplace_back(std::move(handler));
        wake();
      },
      asio::use_awaitable);
}

plan_step shared_planner::take(time_point now, bool retries_allowed) {
  std::lock_guard const held{mutex_};
  if (stopped_) return {};
  auto step = planner_.take(now, retries_allowed);
  wake();
  return step;
}

void shared_planner::wake() {
  if (stopped_ || planner_.finished()) {
    for (auto& worker : workers_) worker.resume(false);
    workers_.clear();
    if (reader_) reader_.resume(!stopped_);
    return;
  }
  auto const now = time_.now();
  if (reader_ && may_read_on(now)) {
    planner_.hold_input(false);
    reader_.resume(true);
  }
  // One at a time: who is woken and takes something wakes the next.
  if (!workers_.empty() && planner_.ready(now)) {
    workers_.back().resume(true);
    workers_.pop_back();
  }
  // What is due already waits for a worker or for leave, not for time.
  if (auto const due = planner_.next_due(); due && *due > now) due_->at(*due);
}

void shared_planner::stop() {
  std::lock_guard const held{mutex_};
  stopped_ = true;
  wake();
}

shared_planner::state shared_planner::look() const {
  std::lock_guard const held{mutex_};
  return {planner_.unsettled(), planner_.in_flight(), planner_.ready(time_.now()), planner_.next_due()};
}

}  // namespace rcs

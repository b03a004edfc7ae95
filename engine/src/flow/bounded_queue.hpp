#pragma once

#include <algorithm>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <deque>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

#include "flow/suspended.hpp"

namespace rcs {

/// Hands values from many coroutines to one, across executors, holding at most `capacity`: who pushes into a full queue
/// waits. Closing keeps what is in it, so that the consumer drains it (Asio's experimental channel would drop it).
/// `T` is movable. Thread-safe.
template <typename T>
class bounded_queue {
 public:
  explicit bounded_queue(std::size_t capacity) : capacity_{capacity} {}

  [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

  /// Takes `value` if there is room for it now; else false, with nothing changed.
  [[nodiscard]] bool try_push(T& value) {
    std::lock_guard const held{mutex_};
    if (closed_ || values_.size() == capacity_) return false;
    take_in(std::move(value));
    return true;
  }

  /// Waits for room. False, with the value dropped, if the queue is closed.
  [[nodiscard]] boost::asio::awaitable<bool> push(T value) {
    return boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void(bool)>(
        [this](auto handler, T moved) { push_or_wait(suspended<bool>{std::move(handler)}, std::move(moved)); },
        boost::asio::use_awaitable, std::move(value));
  }

  /// Waits until `enough` values are there, at most `capacity`, or the queue is closed or nudged; then moves all there
  /// are to the end of `into`. Who waits for more than one is woken less often, which is what a hand-over costs. One
  /// consumer at a time.
  [[nodiscard]] boost::asio::awaitable<void> pop(std::size_t enough, std::vector<T>& into) {
    co_await wait_for(enough);
    std::lock_guard const held{mutex_};
    std::move(values_.begin(), values_.end(), std::back_inserter(into));
    values_.clear();
    for (; !pushers_.empty() && values_.size() < capacity_; pushers_.pop_front()) {
      auto& [pusher, waiting] = pushers_.front();
      values_.push_back(std::move(waiting));
      pusher.resume(true);
    }
  }

  /// Lets a consumer that waits go with what there is.
  void nudge() {
    std::lock_guard const held{mutex_};
    if (consumer_) consumer_.resume(true);
  }

  /// Closed, and nothing is left in it.
  [[nodiscard]] bool drained() const {
    std::lock_guard const held{mutex_};
    return closed_ && values_.empty();
  }

  /// Takes no more values; those waiting to be pushed are dropped.
  void close() {
    std::lock_guard const held{mutex_};
    closed_ = true;
    for (auto& [pusher, value] : pushers_) pusher.resume(false);
    pushers_.clear();
    if (consumer_) consumer_.resume(true);
  }

  /// Whether somebody waits to push.
  [[nodiscard]] bool full() const {
    std::lock_guard const held{mutex_};
    return !pushers_.empty();
  }

 private:
  void push_or_wait(suspended<bool> pusher, T value) {
    std::lock_guard const held{mutex_};
    if (closed_) return pusher.resume(false);
    if (values_.size() == capacity_) {
      pushers_.emplace_back(std::move(pusher), std::move(value));
      return;
    }
    take_in(std::move(value));
    pusher.resume(true);
  }

  void take_in(T value) {
    values_.push_back(std::move(value));
    if (consumer_ && values_.size() >= enough_) consumer_.resume(true);
  }

  [[nodiscard]] boost::asio::awaitable<bool> wait_for(std::size_t enough) {
    return boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void(bool)>(
        [this, enough](auto handler) {
          std::lock_guard const held{mutex_};
          consumer_ = suspended<bool>{std::move(handler)};
          enough_ = enough;
          if (closed_ || values_.size() >= enough) consumer_.resume(true);
        },
        boost::asio::use_awaitable);
  }

  std::size_t capacity_;
  mutable std::mutex mutex_;
  std::vector<T> values_;
  std::deque<std::pair<suspended<bool>, T>> pushers_;
  suspended<bool> consumer_;
  std::size_t enough_ = 1;  ///< values that the consumer waits for
  bool closed_ = false;
};

}  // namespace rcs

#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "flow/suspended.hpp"

namespace rcs {

/// Hands values from many coroutines to one, across executors, holding at most `capacity`: who pushes into a full queue
/// waits. Closing keeps what is in it, so that the consumer drains it (Asio's experimental channel would drop it).
/// `T` is movable and has a state that means "nothing", which its default constructor makes. Thread-safe.
template <typename T>
class bounded_queue {
 public:
  explicit bounded_queue(std::size_t capacity) : capacity_{capacity} {}

  /// Waits for room. False, with the value dropped, if the queue is closed.
  [[nodiscard]] boost::asio::awaitable<bool> push(T value) {
    return boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void(bool)>(
        [this](auto handler, T moved) { push_or_wait(suspended<bool>{std::move(handler)}, std::move(moved)); },
        boost::asio::use_awaitable, std::move(value));
  }

  /// Waits for a value; the "nothing" one once the queue is closed and empty, or when it is nudged. One consumer at a
  /// time.
  [[nodiscard]] boost::asio::awaitable<T> pop() {
    return boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void(T)>(
        [this](auto handler) { pop_or_wait(suspended<T>{std::move(handler)}); }, boost::asio::use_awaitable);
  }

  /// Lets a consumer that waits go with nothing.
  void nudge() {
    std::lock_guard const held{mutex_};
    if (consumer_) consumer_.resume(T{});
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
    if (consumer_) consumer_.resume(T{});
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
    if (consumer_) {
      consumer_.resume(std::move(value));
    } else if (values_.size() < capacity_) {
      values_.push_back(std::move(value));
    } else {
      pushers_.emplace_back(std::move(pusher), std::move(value));
      return;
    }
    pusher.resume(true);
  }

  void pop_or_wait(suspended<T> consumer) {
    std::lock_guard const held{mutex_};
    if (values_.empty()) {
      if (closed_) return consumer.resume(T{});
      consumer_ = std::move(consumer);
      return;
    }
    consumer.resume(std::move(values_.front()));
    values_.pop_front();
    if (pushers_.empty()) return;
    auto& [pusher, waiting] = pushers_.front();
    values_.push_back(std::move(waiting));
    pusher.resume(true);
    pushers_.pop_front();
  }

  std::size_t capacity_;
  mutable std::mutex mutex_;
  std::deque<T> values_;
  std::deque<std::pair<suspended<bool>, T>> pushers_;
  suspended<T> consumer_;
  bool closed_ = false;
};

}  // namespace rcs

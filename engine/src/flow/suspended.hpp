#pragma once

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/post.hpp>
#include <utility>

namespace rcs {

/// A coroutine that waits to be resumed with a `T...`, once, by whichever thread has the news. Made from the handler
/// that an initiating function is given; empty by default.
template <typename... T>
class suspended {
 public:
  suspended() = default;

  template <typename Handler>
  explicit suspended(Handler handler)
      : executor_{boost::asio::get_associated_executor(handler)}, handler_{std::move(handler)} {}

  suspended(suspended&& other) noexcept : executor_{std::move(other.executor_)}, handler_{std::move(other.handler_)} {}
  suspended& operator=(suspended&& other) noexcept {
    // Not by move assignment: Asio 1.26's wraps the handler in itself, without end.
    auto moved = std::move(other);
    executor_.swap(moved.executor_);
    handler_.swap(moved.handler_);
    return *this;
  }
  suspended(suspended const&) = delete;
  suspended& operator=(suspended const&) = delete;
  ~suspended() = default;

  [[nodiscard]] explicit operator bool() const noexcept { return static_cast<bool>(handler_); }

  /// Resumes it on its own executor, and is empty then. Returns at once, so a lock may be held. Must not be empty.
  void resume(T... news) {
    auto handler = std::move(handler_);
    boost::asio::post(executor_, [handler = std::move(handler), ... news = std::move(news)]() mutable {
      std::move(handler)(std::move(news)...);
    });
  }

 private:
  boost::asio::any_io_executor executor_;
  boost::asio::any_completion_handler<void(T...)> handler_;
};

}  // namespace rcs

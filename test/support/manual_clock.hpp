#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <memory>
#include <utility>

#include "flow/clock.hpp"
#include "flow/suspended.hpp"

namespace rcs::test {

/// Time that stands still until a test lets it jump to the next alarm. One thread.
class manual_clock final : public clock {
 public:
  [[nodiscard]] time_point now() const noexcept override { return now_; }
  [[nodiscard]] std::chrono::system_clock::time_point wall_now() const noexcept override {
    auto wall = wall_ + elapsed();
    for (auto at = wall_jumps_.begin(); at != wall_jumps_.end() && at->first <= elapsed(); ++at) wall += at->second;
    return wall;
  }
  [[nodiscard]] std::unique_ptr<alarm> make_alarm(boost::asio::any_io_executor) const override {
    return std::make_unique<manual_alarm>(*this);
  }

  /// Jumps to the next alarm and rings it; false if nobody waits for a definite instant.
  bool jump() {
    if (waiting_.empty() || waiting_.begin()->first == time_point::max()) return false;
    now_ = std::max(now_, waiting_.begin()->first);
    ring(waiting_.begin());
    return true;
  }

  [[nodiscard]] duration elapsed() const noexcept { return now_ - start; }

  /// The wall clock is set, forward or back, by that much at that span since the start.
  void set_wall(std::map<duration, duration> jumps) { wall_jumps_ = std::move(jumps); }

 private:
  using waits = std::multimap<time_point, suspended<>>;

  class manual_alarm final : public alarm {
   public:
    explicit manual_alarm(manual_clock const& clock) : clock_{clock}, at_{clock.waiting_.end()} {}
    ~manual_alarm() override {
      if (at_ != clock_.waiting_.end()) clock_.waiting_.erase(at_);
    }
    manual_alarm(manual_alarm const&) = delete;
    manual_alarm& operator=(manual_alarm const&) = delete;

    boost::asio::awaitable<void> wait_until(time_point when) override {
      co_await boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void()>(
          [this, when](auto handler) {
            at_ = clock_.waiting_.emplace(when, suspended<>{std::move(handler)});
            clock_.owners_[&*at_] = this;
          },
          boost::asio::use_awaitable);
    }

    void cancel() override {
      if (at_ != clock_.waiting_.end()) clock_.ring(at_);
    }

    void rung() { at_ = clock_.waiting_.end(); }

   private:
    manual_clock const& clock_;
    waits::iterator at_;
  };

  void ring(waits::iterator at) const {
    auto const owner = owners_.extract(&*at);
    owner.mapped()->rung();
    at->second.resume();
    waiting_.erase(at);
  }

  static constexpr time_point start{std::chrono::hours{1000}};
  time_point now_ = start;
  std::chrono::system_clock::time_point wall_{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
  std::map<duration, duration> wall_jumps_;
  mutable waits waiting_;
  mutable std::map<waits::value_type const*, manual_alarm*> owners_;
};

}  // namespace rcs::test

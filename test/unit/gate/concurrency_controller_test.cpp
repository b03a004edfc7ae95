#include "gate/concurrency_controller.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <deque>
#include <functional>
#include <random>

using namespace std::chrono_literals;
using rcs::concurrency_controller;
using rcs::duration;

namespace {

/// Keeps as many out as may be (or fewer, if it has no more to do), and gives back the oldest first.
class busy_caller {
 public:
  explicit busy_caller(std::size_t most) : controller{most} {}

  void work(int answers, std::function<duration(std::size_t)> const& latency, std::size_t work_for = ~std::size_t{0}) {
    for (int i = 0; i < answers; ++i) {
      while (out_.size() < std::min(controller.limit(), work_for)) {
        out_.push_back({++id_, now_, latency(out_.size() + 1)});
        controller.departed(id_, now_, out_.size());
      }
      auto const [id, sent, took] = out_.front();
      out_.pop_front();
      now_ = std::max(now_, sent + took);
      if (lossy_ && id % 2 == 0) {
        controller.lost(id, now_);
      } else {
        controller.answered(id, now_, took);
      }
    }
  }
  void lose_half(bool yes) { lossy_ = yes; }

  concurrency_controller controller;

 private:
  struct attempt {
    std::uint64_t id;
    rcs::time_point sent;
    duration took;
  };
  std::deque<attempt> out_;
  std::uint64_t id_ = 0;
  rcs::time_point now_{};
  bool lossy_ = false;
};

duration queueing(std::size_t out, double desks, duration alone) {
  return duration{
      static_cast<duration::rep>(static_cast<double>(alone.count()) * std::max(1.0, static_cast<double>(out) / desks))};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(concurrency_controller_test)

BOOST_AUTO_TEST_CASE(it_begins_with_32_or_with_the_most) {
  BOOST_TEST(concurrency_controller{256}.limit() == 32U);
  BOOST_TEST(concurrency_controller{5}.limit() == 5U);
  BOOST_TEST(concurrency_controller{1}.limit() == 1U);
}

BOOST_AUTO_TEST_CASE(without_delay_it_doubles_up_to_the_most) {
  busy_caller caller{256};
  caller.work(2000, [](std::size_t) { return 50ms; });
  BOOST_TEST(caller.controller.limit() == 256U);
}

BOOST_AUTO_TEST_CASE(what_is_not_used_does_not_grow) {
  busy_caller caller{256};
  caller.work(
      5000, [](std::size_t) { return 50ms; }, 20);
  BOOST_TEST(caller.controller.limit() == 32U);
}

BOOST_AUTO_TEST_CASE(of_a_queue_it_keeps_what_is_worked_on) {
  for (double const desks : {4.0, 20.0, 100.0}) {
    busy_caller caller{256};
    caller.work(
        1, [](std::size_t) { return 50ms; }, 1);
    caller.work(20'000, [desks](std::size_t out) { return queueing(out, desks, 50ms); });
    BOOST_TEST(static_cast<double>(caller.controller.limit()) >= 0.9 * desks);
    BOOST_TEST(static_cast<double>(caller.controller.limit()) <= 1.25 * desks + 1);
  }
}

BOOST_AUTO_TEST_CASE(it_goes_down_and_up_again_with_the_queue) {
  busy_caller caller{256};
  auto const desks = [](double n) { return [n](std::size_t out) { return queueing(out, n, 50ms); }; };
  caller.work(10'000, desks(40));
  caller.work(5000, desks(10));
  BOOST_TEST(caller.controller.limit() <= 14U);
  caller.work(5000, desks(40));
  BOOST_TEST(caller.controller.limit() >= 36U);
}

BOOST_AUTO_TEST_CASE(a_slower_upstream_is_no_queue) {
  busy_caller caller{64};
  caller.work(3000, [](std::size_t) { return 10ms; });
  BOOST_TEST(caller.controller.limit() == 64U);
  caller.work(10'000, [](std::size_t) { return 20ms; });
  for (int i = 0; i < 5000; ++i) {  // and it is not asked again and again whether fewer would wait less
    caller.work(1, [](std::size_t) { return 20ms; });
    BOOST_TEST_REQUIRE(caller.controller.limit() == 64U);
  }
}

BOOST_AUTO_TEST_CASE(where_our_own_work_is_all_the_delay_there_is_it_does_not_go_down) {
  // 100 us of work each, one after the other, on a machine that does other things, too.
  busy_caller caller{256};
  std::mt19937 random{1};
  for (int i = 0; i < 100'000; ++i) {
    auto const hiccup = std::uniform_int_distribution<>{0, 200}(random);
    caller.work(1, [&](std::size_t out) { return duration{static_cast<duration::rep>(out) * (50 + hiccup) * 1000}; });
    BOOST_TEST_REQUIRE(caller.controller.limit() >= 32U);
  }
}

BOOST_AUTO_TEST_CASE(a_step_that_costs_much_is_made_seldom) {
  busy_caller caller{64};
  auto const collapses = [](std::size_t out) {
    auto const load = std::max(1.0, static_cast<double>(out) / 2);
    return duration{static_cast<duration::rep>(1e7 * load * load)};
  };
  caller.work(3000, collapses);
  int beyond = 0;
  for (int i = 0; i < 20'000; ++i) {
    caller.work(1, collapses);
    beyond += caller.controller.limit() > 2 ? 1 : 0;
    BOOST_TEST_REQUIRE(caller.controller.limit() <= 3U);
  }
  BOOST_TEST(beyond > 20);  // but it is made: there may be more to have one day
  BOOST_TEST(beyond < 1500);
}

BOOST_AUTO_TEST_CASE(many_losses_bring_it_down_and_few_do_not_matter) {
  busy_caller caller{64};
  caller.work(3000, [](std::size_t) { return 10ms; });
  caller.lose_half(true);
  caller.work(5000, [](std::size_t) { return 10ms; });
  BOOST_TEST(caller.controller.limit() < 32U);
  caller.lose_half(false);
  caller.work(5000, [](std::size_t) { return 10ms; });
  BOOST_TEST(caller.controller.limit() == 64U);
}

BOOST_AUTO_TEST_CASE(it_never_leaves_its_bounds) {
  busy_caller caller{3};
  caller.lose_half(true);
  for (int i = 0; i < 1000; ++i) {
    caller.work(10, [](std::size_t) { return 10ms; });
    BOOST_TEST_REQUIRE(caller.controller.limit() >= 1U);
    BOOST_TEST_REQUIRE(caller.controller.limit() <= 3U);
  }
}

BOOST_AUTO_TEST_SUITE_END()

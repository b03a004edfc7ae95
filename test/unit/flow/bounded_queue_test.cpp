#include "flow/bounded_queue.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <thread>
#include <vector>

#include "flow/spawn.hpp"

namespace {

namespace asio = boost::asio;
using rcs::bounded_queue;

/// A queue of numbers, and what has come of those at either end. 0 stands for a pop that found nothing.
struct queue_fixture {
  asio::io_context context{1};
  bounded_queue<int> queue{2};
  std::vector<int> pushed;
  std::vector<int> refused;
  std::vector<int> popped;

  void push(int value) { run(push_one(*this, value)); }
  void pop(std::size_t enough = 1) { run(pop_some(*this, enough)); }
  void nudge() {
    queue.nudge();
    settle();
  }
  void close() {
    queue.close();
    settle();
  }
  void settle() {
    context.restart();
    context.poll();
  }

 private:
  static asio::awaitable<void> push_one(queue_fixture& self, int value) {
    auto const taken = co_await self.queue.push(value);
    (taken ? self.pushed : self.refused).push_back(value);
  }
  static asio::awaitable<void> pop_some(queue_fixture& self, std::size_t enough) {
    std::vector<int> got;
    co_await self.queue.pop(enough, got);
    if (got.empty()) got.push_back(0);
    self.popped.insert(self.popped.end(), got.begin(), got.end());
  }
  void run(asio::awaitable<void> work) {
    rcs::spawn(context.get_executor(), std::move(work));
    settle();
  }
};

void check_equal(std::vector<int> const& seen, std::vector<int> const& expected) {
  BOOST_TEST(seen == expected, boost::test_tools::per_element());
}

constexpr int each = 2000;

struct parcel {
  int producer = 0;
  int ordinal = 0;
};

asio::awaitable<void> produce(bounded_queue<std::unique_ptr<parcel>>& into, int producer, bool& at_home) {
  auto const home = std::this_thread::get_id();
  for (int i = 1; i <= each; ++i) {
    auto made = std::make_unique<parcel>();
    made->producer = producer;
    made->ordinal = i;
    auto const taken = co_await into.push(std::move(made));
    at_home = at_home && taken && std::this_thread::get_id() == home;
  }
}

asio::awaitable<void> consume(bounded_queue<std::unique_ptr<parcel>>& from, std::vector<int>& last, bool& in_order) {
  auto const home = std::this_thread::get_id();
  std::vector<std::unique_ptr<parcel>> got;
  for (int left = each * static_cast<int>(last.size()); left > 0; left -= static_cast<int>(got.size())) {
    got.clear();
    co_await from.pop(static_cast<std::size_t>(left % 3 == 0 && left > 3 ? 2 : 1), got);
    for (auto const& one : got) {
      auto& before = last[static_cast<std::size_t>(one->producer)];
      in_order = in_order && one->ordinal == before + 1 && std::this_thread::get_id() == home;
      before = one->ordinal;
    }
  }
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(queue_between_coroutines, queue_fixture)

BOOST_AUTO_TEST_CASE(values_come_out_in_the_order_they_went_in_all_there_are_at_once) {
  push(1);
  push(2);
  pop();
  check_equal(popped, {1, 2});
  push(3);
  pop();
  check_equal(popped, {1, 2, 3});
}

BOOST_AUTO_TEST_CASE(a_consumer_waits_for_a_value) {
  pop();
  check_equal(popped, {});
  push(1);
  check_equal(popped, {1});
}

BOOST_AUTO_TEST_CASE(who_pushes_into_a_full_queue_waits_for_room) {
  push(1);
  push(2);
  BOOST_TEST(!queue.full());
  push(3);
  check_equal(pushed, {1, 2});
  BOOST_TEST(queue.full());
  pop();
  check_equal(pushed, {1, 2, 3});
  BOOST_TEST(!queue.full());
}

BOOST_AUTO_TEST_CASE(a_consumer_is_left_alone_until_there_is_enough) {
  pop(2);
  push(1);
  check_equal(popped, {});
  push(2);
  check_equal(popped, {1, 2});
}

BOOST_AUTO_TEST_CASE(a_nudged_consumer_goes_with_what_there_is) {
  pop(2);
  push(1);
  nudge();
  check_equal(popped, {1});
  pop(2);
  nudge();
  check_equal(popped, {1, 0});
}

BOOST_AUTO_TEST_CASE(what_there_is_room_for_is_taken_without_waiting_and_nothing_else) {
  pop(2);
  for (int value : {1, 2}) BOOST_TEST(queue.try_push(value));
  settle();
  check_equal(popped, {1, 2});
  push(3);
  push(4);
  int fifth = 5;
  BOOST_TEST(!queue.try_push(fifth));
  BOOST_TEST(fifth == 5);
  close();
  pop();
  BOOST_TEST(!queue.try_push(fifth));
  check_equal(popped, {1, 2, 3, 4});
}

BOOST_AUTO_TEST_CASE(those_who_wait_to_push_go_on_in_the_order_they_came) {
  for (int value = 1; value <= 5; ++value) push(value);
  pop();
  check_equal(pushed, {1, 2, 3, 4});
  BOOST_TEST(queue.full());
  pop();
  check_equal(pushed, {1, 2, 3, 4, 5});
  pop();
  check_equal(popped, {1, 2, 3, 4, 5});
}

BOOST_AUTO_TEST_CASE(a_closed_queue_is_drained_before_it_ends) {
  push(1);
  push(2);
  close();
  pop(2);
  BOOST_TEST(queue.drained());
  pop();
  check_equal(popped, {1, 2, 0});
}

BOOST_AUTO_TEST_CASE(closing_lets_those_go_who_wait_to_push_and_drops_what_they_have) {
  for (int value = 1; value <= 4; ++value) push(value);
  close();
  check_equal(refused, {3, 4});
  BOOST_TEST(!queue.full());
  pop();
  pop();
  check_equal(popped, {1, 2, 0});
}

BOOST_AUTO_TEST_CASE(closing_lets_a_waiting_consumer_go_with_what_there_is) {
  pop(2);
  push(1);
  close();
  check_equal(popped, {1});
}

BOOST_AUTO_TEST_CASE(a_closed_queue_takes_nothing) {
  close();
  push(1);
  pop();
  check_equal(refused, {1});
  check_equal(popped, {0});
}

BOOST_AUTO_TEST_CASE(across_threads_nothing_is_lost_and_everyone_goes_on_at_home) {
  bounded_queue<std::unique_ptr<parcel>> between{3};
  std::vector<int> last(2);
  bool in_order = true;
  bool at_home[]{true, true};
  asio::io_context contexts[3];
  rcs::spawn(contexts[0].get_executor(), produce(between, 0, at_home[0]));
  rcs::spawn(contexts[1].get_executor(), produce(between, 1, at_home[1]));
  rcs::spawn(contexts[2].get_executor(), consume(between, last, in_order));
  {
    std::vector<std::jthread> threads;
    for (auto& one : contexts) threads.emplace_back([&one] { one.run(); });
  }
  BOOST_TEST(in_order);
  BOOST_TEST((at_home[0] && at_home[1]));
  check_equal(last, {each, each});
}

BOOST_AUTO_TEST_SUITE_END()

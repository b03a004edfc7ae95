#include "flow/shared_gate.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "flow/spawn.hpp"
#include "support/manual_clock.hpp"

namespace {

namespace asio = boost::asio;
using namespace rcs;
using rcs::test::manual_clock;
using namespace std::chrono_literals;
using names = std::vector<std::string>;

/// A gate, the runs at it, and those of their workers who have been given leave or let go.
struct gate_fixture {
  manual_clock time;
  asio::io_context context{1};
  std::unique_ptr<shared_gate> gate;
  plan_step::kind offer = plan_step::kind::ask;  ///< what `plan` has
  bool only_retries = false;
  std::size_t taken = 0;
  names granted;
  names let_go;
  names proven;
  names unproven;
  std::map<std::string, std::uint64_t> ids;
  std::map<std::string, std::unique_ptr<shared_gate::seat>> seats;
  names unseated;

  explicit gate_fixture() { open({}); }
  ~gate_fixture() { close(); }
  gate_fixture(gate_fixture const&) = delete;
  gate_fixture& operator=(gate_fixture const&) = delete;

  /// Another gate, that nothing has passed yet.
  void open(gate_options const& options) {
    close();
    gate = std::make_unique<shared_gate>(options, time, context.get_executor(), 1);
  }
  /// A run that always has something to ask, or what `offer` says.
  std::shared_ptr<shared_gate::place> enter() {
    return gate->enter([this](time_point, bool retries_allowed) { return plan(retries_allowed); });
  }
  /// A worker comes to the gate.
  void admit(shared_gate::place& at, std::string who) {
    spawn(context.get_executor(), wait_for_leave(*this, at, std::move(who)));
    settle();
  }
  void wait_for_proof(shared_gate::place& at, std::string who) {
    spawn(context.get_executor(), wait_for_proof_of(*this, at, std::move(who)));
    settle();
  }
  /// A worker wants to hold a connection.
  void sit(shared_gate::place& at, std::string who) {
    spawn(context.get_executor(), wait_for_seat(*this, at, std::move(who)));
    settle();
  }
  /// It gives it back.
  void stand_up(std::string const& who) {
    seats.erase(who);
    settle();
  }
  void returned(std::string const& who, gate::signal s = gate::signal::success, std::optional<duration> after = {}) {
    gate->returned(ids.at(who), s, after);
    settle();
  }
  /// Time passes until the next alarm.
  void jump() {
    BOOST_TEST_REQUIRE(time.jump());
    settle();
  }
  /// One request goes out and comes back well.
  void prove(shared_gate::place& with) {
    admit(with, "first");
    returned("first");
    granted.clear();
  }

 private:
  plan_step plan(bool retries_allowed) {
    ++taken;
    plan_step step;
    step.what = offer;
    if (offer != plan_step::kind::ask) return step;
    if (only_retries && !retries_allowed) step.what = plan_step::kind::unfunded;
    step.request = batch{batch::endpoint::bulk, std::vector<entry>(100)};
    step.request.retried = only_retries;
    return step;
  }
  static asio::awaitable<void> wait_for_leave(gate_fixture& self, shared_gate::place& at, std::string who) {
    auto const leave = co_await self.gate->admit(at);
    (leave.granted ? self.granted : self.let_go).push_back(who);
    if (leave.granted) self.ids[who] = leave.id;
  }
  static asio::awaitable<void> wait_for_proof_of(gate_fixture& self, shared_gate::place& at, std::string who) {
    auto const good = co_await self.gate->proof(at);
    (good ? self.proven : self.unproven).push_back(who);
  }
  static asio::awaitable<void> wait_for_seat(gate_fixture& self, shared_gate::place& at, std::string who) {
    auto seated = self.gate->try_sit(at);
    if (!seated) seated = co_await self.gate->sit_down(at);
    if (seated) {
      self.seats[who] = std::make_unique<shared_gate::seat>(*self.gate, at);
    } else {
      self.unseated.push_back(who);
    }
  }
  void settle() {
    context.restart();
    context.poll();
  }
  void close() {
    gate.reset();
    settle();  // its wake-up sees that it is stopped
  }
};

gate_options in_flight(unsigned most) {
  gate_options made;
  made.max_in_flight = most;
  return made;
}

void check_equal(names const& seen, names const& expected) {
  BOOST_TEST(seen == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(gate_of_many_runs, gate_fixture)

BOOST_AUTO_TEST_CASE(leave_without_waiting_is_for_whom_nobody_is_before) {
  open(in_flight(2));
  auto const one = enter();
  auto const other = enter();
  prove(*one);
  auto const at_once = gate->try_admit(*one);
  BOOST_TEST(at_once.granted);
  BOOST_TEST(at_once.request.size() == 100U);
  admit(*other, "a");
  BOOST_TEST(!gate->try_admit(*one).granted);  // two are out
  admit(*other, "b");
  gate->returned(at_once.id, gate::signal::success, {});
  BOOST_TEST(!gate->try_admit(*one).granted);  // that was the turn of the one who waited
  returned("a");
  check_equal(granted, {"a", "b"});
  BOOST_TEST(gate->try_admit(*one).granted);
  returned("b");
  gate->leave(*one);
  BOOST_TEST(!gate->try_admit(*one).granted);
}

BOOST_AUTO_TEST_CASE(runs_take_turns_and_of_one_run_the_last_to_come_goes_first) {
  open(in_flight(1));
  auto const a = enter();
  auto const b = enter();
  prove(*a);
  admit(*a, "out");
  for (auto const* const who : {"a1", "a2", "a3"}) admit(*a, who);
  for (auto const* const who : {"b1", "b2", "b3"}) admit(*b, who);
  for (std::size_t i = 0; i < 6; ++i) returned(granted.back());
  check_equal(granted, {"out", "b3", "a3", "b2", "a2", "b1", "a1"});
}

BOOST_AUTO_TEST_CASE(runs_take_turns_at_a_rate_limit) {
  gate_options options;
  options.rate = 1;
  open(options);
  auto const a = enter();
  auto const b = enter();
  prove(*a);
  for (auto const* const who : {"a1", "a2", "a3"}) admit(*a, who);
  for (auto const* const who : {"b1", "b2", "b3"}) admit(*b, who);
  auto const begin = time.elapsed();
  for (int i = 0; i < 6; ++i) jump();
  BOOST_TEST_REQUIRE(granted.size() == 6U);
  for (std::size_t i = 1; i < granted.size(); ++i) BOOST_TEST(granted[i].front() != granted[i - 1].front());
  BOOST_TEST(((time.elapsed() - begin) == 6s));
}

BOOST_AUTO_TEST_CASE(a_run_that_comes_late_has_its_turn_next) {
  open(in_flight(1));
  auto const a = enter();
  prove(*a);
  for (auto const* const who : {"a1", "a2", "a3"}) admit(*a, who);
  auto const b = enter();
  admit(*b, "b1");
  returned("a1");
  check_equal(granted, {"a1", "b1"});
}

BOOST_AUTO_TEST_CASE(one_is_out_until_the_upstream_is_proven) {
  auto const a = enter();
  for (auto const* const who : {"a1", "a2", "a3"}) admit(*a, who);
  check_equal(granted, {"a1"});
  returned("a1", gate::signal::other);
  check_equal(granted, {"a1", "a3"});
  returned("a3");
  check_equal(granted, {"a1", "a3", "a2"});
  BOOST_TEST(gate->look().in_flight == 1U);
}

BOOST_AUTO_TEST_CASE(proof_is_told_to_every_run_and_to_who_asks_later) {
  auto const a = enter();
  auto const b = enter();
  wait_for_proof(*a, "a");
  wait_for_proof(*b, "b");
  check_equal(proven, {});
  prove(*a);
  wait_for_proof(*b, "late");
  check_equal(proven, {"a", "b", "late"});
}

BOOST_AUTO_TEST_CASE(who_leaves_lets_all_of_its_own_go_and_nobody_else) {
  auto const a = enter();
  auto const b = enter();
  admit(*a, "out");
  for (auto const* const who : {"a1", "a2"}) admit(*a, who);
  admit(*b, "b1");
  wait_for_proof(*a, "a3");
  gate->leave(*a);
  returned("out");
  check_equal(let_go, {"a1", "a2"});
  check_equal(unproven, {"a3"});
  check_equal(granted, {"out", "b1"});
}

BOOST_AUTO_TEST_CASE(nothing_is_granted_after_leaving) {
  auto const a = enter();
  prove(*a);
  gate->leave(*a);
  taken = 0;
  admit(*a, "a1");
  wait_for_proof(*a, "a2");
  check_equal(granted, {});
  check_equal(let_go, {"a1"});
  check_equal(unproven, {"a2"});
  BOOST_TEST(taken == 0U);
  BOOST_TEST(gate->look().in_flight == 0U);
}

BOOST_AUTO_TEST_CASE(a_turn_with_nothing_to_ask_costs_no_leave) {
  gate_options options;
  options.rate = 1;
  open(options);
  auto const a = enter();
  offer = plan_step::kind::nothing;
  admit(*a, "a1");
  check_equal(let_go, {"a1"});
  BOOST_TEST(gate->look().in_flight == 0U);
  offer = plan_step::kind::ask;
  admit(*a, "a2");
  check_equal(granted, {"a2"});
}

BOOST_AUTO_TEST_CASE(an_empty_retry_budget_delays_retries_and_nobody_else) {
  gate_options options;
  options.retry_budget = 0;
  open(options);
  auto const a = enter();
  auto const b = gate->enter([](time_point, bool) {
    plan_step step;
    step.what = plan_step::kind::ask;
    return step;
  });
  prove(*a);
  only_retries = true;
  for (int i = 0; i < retry_budget::initial; ++i) admit(*a, "within");
  admit(*a, "beyond");
  admit(*b, "another run");
  BOOST_TEST(granted.size() == retry_budget::initial + 1U);
  BOOST_TEST(granted.back() == "another run");
  auto const begin = time.elapsed();
  jump();
  BOOST_TEST(granted.back() == "beyond");
  BOOST_TEST(((time.elapsed() - begin) == 1s));
}

BOOST_AUTO_TEST_CASE(a_cool_down_holds_every_run_until_it_is_over) {
  auto const a = enter();
  auto const b = enter();
  prove(*a);
  admit(*a, "out");
  returned("out", gate::signal::throttled, 5s);
  granted.clear();
  admit(*a, "a1");
  admit(*b, "b1");
  check_equal(granted, {});
  auto const begin = time.elapsed();
  jump();
  BOOST_TEST(granted.size() == 1U);  // the ramp begins with one
  BOOST_TEST(((time.elapsed() - begin) == 5s));
  returned(granted.back());
  BOOST_TEST(granted.size() == 2U);
}

BOOST_AUTO_TEST_CASE(with_a_given_limit_everyone_has_a_seat) {
  open(in_flight(2));
  auto const a = enter();
  for (int i = 0; i < 100; ++i) sit(*a, std::to_string(i));
  BOOST_TEST(seats.size() == 100U);
  seats.clear();
}

BOOST_AUTO_TEST_CASE(with_a_learned_limit_seats_are_few_more_and_are_passed_on) {
  auto options = in_flight(8);  // a learned limit begins with the most, if that is less than 32
  options.learn_in_flight = true;
  open(options);
  auto const a = enter();
  auto const b = enter();
  for (int i = 0; i < 20; ++i) sit(*a, "a" + std::to_string(i));
  BOOST_TEST(seats.size() == 14U);  // a quarter and four more
  sit(*b, "b");                     // of another run's they are no seats
  BOOST_TEST(seats.contains("b"));
  stand_up("a0");
  BOOST_TEST(seats.size() == 15U);
  BOOST_TEST(seats.contains("a19"));
  gate->leave(*a);
  context.restart();
  context.poll();
  BOOST_TEST(unseated.size() == 5U);
  sit(*a, "late");
  BOOST_TEST(unseated.size() == 6U);
  seats.clear();
}

BOOST_AUTO_TEST_SUITE_END()

#include "gate/rate_controller.hpp"

#include <boost/test/unit_test.hpp>

#include "departures.hpp"
#include "gate/gate.hpp"
#include "support/count_allocations.hpp"

using namespace std::chrono_literals;
using rcs::duration;
using rcs::rate_controller;
using rcs::time_point;
using rcs::test::start;

namespace {

/// Attempts one after the other, each back after 10 ms.
struct story {
  rate_controller controller{start};
  time_point now = start;
  std::uint64_t id = 0;

  void serve(std::size_t count, duration apart) {
    for (std::size_t i = 0; i < count; ++i) {
      controller.departed(++id, now);
      controller.succeeded(id, now + 10ms);
      now += apart;
    }
  }
  void throttle(duration pause = 0ns) {
    controller.departed(++id, now);
    controller.throttled(id, now + 10ms, {now, now + 10ms + pause, pause > 0ns});
    now += 10ms + pause;
  }
  /// At the learned rate; false if it is throttled first.
  void serve_at_rate(duration length) {
    for (auto const end = now + length; now < end;) {
      serve(1, duration{static_cast<duration::rep>(1e9 / *controller.rate())});
    }
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(rate_controller_test)

BOOST_AUTO_TEST_CASE(there_is_no_rate_until_something_is_throttled) {
  story s;
  s.serve(1000, 1ms);
  BOOST_TEST(!s.controller.rate());
}

BOOST_AUTO_TEST_CASE(the_first_cut_is_to_what_was_served_at_once) {
  story s;
  s.serve(200, 100us);
  s.throttle(1s);
  BOOST_TEST(*s.controller.rate() > 0.95 * 200);
  BOOST_TEST(*s.controller.rate() <= 200);
}

BOOST_AUTO_TEST_CASE(what_was_served_for_long_may_be_of_two_windows) {
  story s;
  s.serve(2000, 5ms);
  s.throttle(1s);
  BOOST_TEST(*s.controller.rate() > 0.69 * 200);
  BOOST_TEST(*s.controller.rate() < 0.8 * 200);
}

BOOST_AUTO_TEST_CASE(nothing_served_is_nothing_learned) {
  story s;
  s.throttle(1s);
  s.throttle(1s);
  BOOST_TEST(!s.controller.rate());
}

BOOST_AUTO_TEST_CASE(an_epoch_has_one_cut) {
  story s;
  s.serve(2000, 5ms);
  // 20 are out, and all of them come back throttled.
  auto const first = s.id + 1;
  for (int i = 0; i < 20; ++i) s.controller.departed(++s.id, s.now);
  s.controller.throttled(first, s.now + 10ms, {s.now, s.now + 1s, true});
  auto const cut_to = *s.controller.rate();
  for (auto id = first + 1; id <= s.id; ++id) s.controller.throttled(id, s.now + 20ms, {s.now, s.now + 1s, true});
  BOOST_TEST(*s.controller.rate() == cut_to);
}

BOOST_AUTO_TEST_CASE(an_epoch_in_which_nothing_was_served_cuts_no_further) {
  story s;
  s.serve(2000, 5ms);
  s.throttle(1s);
  auto const cut_to = *s.controller.rate();
  for (int i = 0; i < 5; ++i) s.throttle(2s);
  BOOST_TEST(*s.controller.rate() == cut_to);
}

BOOST_AUTO_TEST_CASE(a_long_pause_is_part_of_the_window) {
  story s;
  s.serve(600, 1ms);  // 600 a minute, in its first second
  s.throttle(59s);
  BOOST_TEST(*s.controller.rate() > 9.0);
  BOOST_TEST(*s.controller.rate() < 10.5);
}

BOOST_AUTO_TEST_CASE(a_second_without_an_answer_is_no_rate_of_nothing) {
  story s;
  s.serve(10, 1500ms);
  s.throttle(100ms);
  BOOST_TEST(*s.controller.rate() > 0.5);
}

BOOST_AUTO_TEST_CASE(an_attempt_to_get_more_that_fails_is_taken_back_and_forgiven) {
  story s;
  s.serve(2000, 5ms);
  s.throttle(1s);
  auto const served = *s.controller.rate();
  s.serve_at_rate(2500ms);  // a round: then twice as much is tried
  BOOST_TEST(*s.controller.rate() > served);
  s.controller.departed(++s.id, s.now);
  BOOST_TEST(s.controller.forgives(s.id, s.now));
  s.controller.throttled(s.id, s.now, {s.now - 10ms, s.now});
  BOOST_TEST(s.controller.forgives(s.id, s.now));
  BOOST_TEST(*s.controller.rate() == served);
}

BOOST_AUTO_TEST_CASE(a_rate_that_is_not_used_does_not_grow) {
  story s;
  s.serve(2000, 5ms);
  s.throttle(1s);
  auto const served = *s.controller.rate();
  s.serve(600, 100ms);  // 10 a second
  BOOST_TEST(*s.controller.rate() == served);
}

BOOST_AUTO_TEST_CASE(a_429_while_more_is_tried_cuts_the_rate_and_does_not_pause) {
  rcs::gate g{{.rate = std::nullopt}, start};
  auto now = start;
  auto const serve = [&] {
    auto const answer = g.ask(now);
    if (answer.what == rcs::gate::answer::kind::wait) now = answer.at;
    g.returned(g.depart(now, 500, false), now, rcs::gate::signal::success, {}, 0.5);
  };
  for (int i = 0; i < 2000; ++i, now += 5ms) serve();
  g.returned(g.depart(now, 500, false), now, rcs::gate::signal::throttled, 1s, 0.5);
  auto const served = *g.learned_rate();
  while (*g.learned_rate() <= served) serve();
  serve();
  auto const apart = g.ask(now).at - now;
  auto const cooling_until = g.cooling_until();
  g.returned(g.depart(now, 500, false), now, rcs::gate::signal::throttled, {}, 0.5);
  BOOST_TEST((g.cooling_until() == cooling_until));
  BOOST_TEST((g.ask(now).at < now + 100ms));
  serve();
  BOOST_TEST((g.ask(now).at - now > apart));
  // With Retry-After it is another thing.
  while (*g.learned_rate() <= served) serve();
  g.returned(g.depart(now, 500, false), now, rcs::gate::signal::throttled, 1s, 0.5);
  BOOST_TEST((g.ask(now).at >= now + 1s));
}

BOOST_AUTO_TEST_CASE(what_is_being_tried_is_not_learned) {
  story s;
  s.serve(200, 100us);
  s.throttle(1s);
  s.serve_at_rate(2500ms);
  BOOST_TEST(*s.controller.learned() < *s.controller.rate());
  BOOST_TEST(*s.controller.learned() > 0.9 * 200);
}

BOOST_AUTO_TEST_CASE(a_second_429_within_a_second_pauses_shortly_and_no_pause_is_long) {
  rcs::gate g{{.rate = std::nullopt}, start};
  auto now = start;
  auto const attempt = [&](rcs::gate::signal s) {
    auto const answer = g.ask(now);
    if (answer.what == rcs::gate::answer::kind::wait) now = answer.at;
    g.returned(g.depart(now, 500, false), now, s, {}, 0.9);
  };
  for (int i = 0; i < 2000; ++i, now += 1ms) attempt(rcs::gate::signal::success);
  attempt(rcs::gate::signal::throttled);
  now = g.cooling_until();
  for (int i = 0; i < 4000; ++i) attempt(rcs::gate::signal::success);
  attempt(rcs::gate::signal::throttled);  // a lower rate is the answer
  BOOST_TEST((g.cooling_until() <= now));
  attempt(rcs::gate::signal::throttled);
  BOOST_TEST((g.cooling_until() == now + 100ms));
  for (int i = 0; i < 50; ++i) {
    attempt(rcs::gate::signal::throttled);
    BOOST_TEST_REQUIRE((g.cooling_until() <= now + 4s));
  }
}

BOOST_AUTO_TEST_CASE(a_learning_gate_allocates_nothing) {
  rcs::gate g{{.rate = std::nullopt, .max_in_flight = 256, .learn_in_flight = true}, start};
  auto now = start;
  auto const before = rcs::test::allocations();
  for (int i = 0; i < 10'000; ++i) {
    auto const answer = g.ask(now);
    if (answer.what == rcs::gate::answer::kind::wait) now = answer.at;
    auto const s = i % 1000 == 999 ? rcs::gate::signal::throttled : rcs::gate::signal::success;
    g.returned(g.depart(now, 500, false), now, s, {}, 0.5, 1ms);
    now += 1ms;
  }
  BOOST_TEST(rcs::test::allocations() == before);
}

BOOST_AUTO_TEST_SUITE_END()

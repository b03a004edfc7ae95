#include "gate/gate.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>

#include "departures.hpp"

using namespace std::chrono_literals;
using rcs::duration;
using rcs::gate;
using rcs::gate_options;
using rcs::time_point;
using rcs::test::start;
using kind = gate::answer::kind;
using reason = gate::answer::reason;
using signal = gate::signal;

namespace {

/// A gate whose first attempt has succeeded, without having spent anything that counts.
gate proven_gate(gate_options const& options = {}) {
  gate g{options, start - 1h};
  auto const id = g.depart(start - 1h, 1, false);
  g.returned(id, start - 1h, signal::success, {}, 0);
  return g;
}

bool goes(gate& g, time_point now) {
  return g.ask(now).what == kind::go;
}
bool is_full(gate& g, time_point now, reason why) {
  auto const a = g.ask(now);
  return a.what == kind::full && a.why == why;
}
bool waits_until(gate& g, time_point now, time_point at, reason why) {
  auto const a = g.ask(now);
  return a.what == kind::wait && a.at == at && a.why == why;
}
void end(gate& g, std::uint64_t id, time_point now, signal s, std::optional<duration> retry_after = {}) {
  g.returned(id, now, s, retry_after, 0.5);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gate_test)

BOOST_AUTO_TEST_CASE(options_out_of_range_are_refused_by_name) {
  auto const refused = [](gate_options const& o, std::string const& name) {
    try {
      gate const g{o, start};
    } catch (std::invalid_argument const& e) {
      return std::string{e.what()}.starts_with(name + " ");
    }
    return false;
  };
  constexpr double infinite = std::numeric_limits<double>::infinity();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (double const bad : {-1.0, infinite, nan}) {
    BOOST_TEST(refused({.rate = bad}, "rate"));
    BOOST_TEST(refused({.rate_numbers = bad}, "rate_numbers"));
    BOOST_TEST(refused({.retry_budget = bad}, "retry_budget"));
    BOOST_TEST(refused({.burst = bad}, "burst"));
  }
  BOOST_TEST(refused({.burst = 0.5}, "burst"));
  BOOST_TEST(refused({.batch_max = 0}, "batch_max"));
  BOOST_TEST(refused({.max_in_flight = 0}, "max_in_flight"));
}

BOOST_AUTO_TEST_CASE(one_request_is_out_until_the_upstream_has_answered_well) {
  gate g{{}, start};
  BOOST_TEST(g.in_flight_limit() == 1U);
  BOOST_TEST(goes(g, start));
  auto id = g.depart(start, 500, false);
  BOOST_TEST(is_full(g, start, reason::unproven));
  end(g, id, start, signal::other);
  BOOST_TEST(!g.proven());
  BOOST_TEST(goes(g, start));
  id = g.depart(start, 500, false);
  end(g, id, start, signal::success);
  BOOST_TEST(g.proven());
  BOOST_TEST(g.in_flight_limit() == 32U);
}

BOOST_AUTO_TEST_CASE(no_more_are_out_than_allowed) {
  auto g = proven_gate({.max_in_flight = 3});
  std::uint64_t id = 0;
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(goes(g, start));
    id = g.depart(start, 500, false);
  }
  BOOST_TEST(g.in_flight() == 3U);
  BOOST_TEST(is_full(g, start, reason::in_flight));
  end(g, id, start, signal::other);
  BOOST_TEST(goes(g, start));
}

BOOST_AUTO_TEST_CASE(waits_for_the_slowest_of_its_limits) {
  gate_options const options{.rate = 10, .rate_numbers = 1000};
  auto few = proven_gate(options);
  BOOST_TEST(goes(few, start));
  end(few, few.depart(start, 1, false), start, signal::success);
  BOOST_TEST(waits_until(few, start, start + 100ms, reason::rate));

  auto many = proven_gate(options);
  BOOST_TEST(goes(many, start));
  auto const id = many.depart(start, 500, false);
  end(many, id, start, signal::success);
  BOOST_TEST(waits_until(many, start, start + 500ms, reason::rate_numbers));

  BOOST_TEST(goes(many, start + 500ms));
  auto const next = many.depart(start + 500ms, 500, false);
  end(many, next, start + 500ms, signal::throttled, 3s);
  BOOST_TEST(waits_until(many, start + 500ms, start + 3500ms, reason::cool_down));
}

BOOST_AUTO_TEST_CASE(full_is_told_before_a_wait) {
  auto g = proven_gate({.rate = 10, .max_in_flight = 1});
  BOOST_TEST(goes(g, start));
  auto const id = g.depart(start, 500, false);
  BOOST_TEST(is_full(g, start, reason::in_flight));
  end(g, id, start, signal::success);
  BOOST_TEST(waits_until(g, start, start + 100ms, reason::rate));
}

BOOST_AUTO_TEST_CASE(retries_pass_the_same_rate_limit) {
  auto g = proven_gate({.rate = 10});
  BOOST_TEST(goes(g, start));
  end(g, g.depart(start, 500, true), start, signal::other);
  BOOST_TEST(waits_until(g, start, start + 100ms, reason::rate));
}

BOOST_AUTO_TEST_CASE(one_throttled_answer_holds_back_everything) {
  auto g = proven_gate();
  auto const id = g.depart(start, 500, false);
  BOOST_TEST(goes(g, start));
  end(g, id, start, signal::throttled, 20s);
  BOOST_TEST(waits_until(g, start, start + 20s, reason::cool_down));
  BOOST_TEST((g.cooling_until() == start + 20s));
  BOOST_TEST(goes(g, start + 20s));
}

BOOST_AUTO_TEST_CASE(a_full_house_throttled_is_one_cool_down) {
  auto g = proven_gate();
  std::uint64_t ids[32];
  for (auto& id : ids) id = g.depart(start, 500, false);
  for (auto const id : ids) end(g, id, start + 10ms, signal::throttled);
  BOOST_TEST((g.cooling_until() == start + 10ms + 500ms));
}

BOOST_AUTO_TEST_CASE(after_a_cool_down_one_departs_and_successes_open_the_gate_again) {
  auto g = proven_gate({.max_in_flight = 8});
  end(g, g.depart(start, 500, false), start, signal::throttled, 1s);
  time_point const now = start + 1s;
  for (std::size_t const round : {1U, 2U, 4U, 8U, 8U}) {
    std::uint64_t first = 0;
    std::size_t out = 0;
    for (; goes(g, now); ++out) {
      auto const id = g.depart(now, 500, false);
      if (first == 0) first = id;
    }
    BOOST_TEST(out == round);
    for (std::size_t i = 0; i < out; ++i) end(g, first + i, now, signal::success);
  }
}

BOOST_AUTO_TEST_CASE(successes_from_before_a_cool_down_do_not_open_the_gate) {
  auto g = proven_gate();
  auto const throttled = g.depart(start, 500, false);
  auto const old = g.depart(start, 500, false);
  end(g, throttled, start, signal::throttled, 1s);
  end(g, old, start, signal::success);
  BOOST_TEST(g.in_flight_limit() == 1U);
}

BOOST_AUTO_TEST_CASE(a_refusal_lets_one_attempt_at_a_time_decide) {
  auto g = proven_gate();
  auto const refused = g.depart(start, 500, false);
  auto const old = g.depart(start, 500, false);
  BOOST_TEST(!g.confirms_refusal(refused));
  end(g, refused, start, signal::refused);
  BOOST_TEST(!g.confirms_refusal(refused));
  BOOST_TEST(g.in_flight_limit() == 1U);
  BOOST_TEST(goes(g, start));
  auto const confirming = g.depart(start, 500, false);
  BOOST_TEST(is_full(g, start, reason::suspect));
  end(g, old, start, signal::refused);
  BOOST_TEST(!g.confirms_refusal(old));
  BOOST_TEST(is_full(g, start, reason::suspect));
  BOOST_TEST(g.confirms_refusal(confirming));
  end(g, confirming, start, signal::refused);
  BOOST_TEST(g.confirms_refusal(confirming));
}

BOOST_AUTO_TEST_CASE(a_throttled_confirmation_decides_nothing) {
  auto g = proven_gate();
  end(g, g.depart(start, 500, false), start, signal::refused);
  auto const confirming = g.depart(start, 500, false);
  end(g, confirming, start, signal::throttled, 1s);
  BOOST_TEST(waits_until(g, start, start + 1s, reason::cool_down));
  BOOST_TEST(goes(g, start + 1s));
  auto const next = g.depart(start + 1s, 500, false);
  BOOST_TEST(is_full(g, start + 1s, reason::suspect));
  end(g, next, start + 1s, signal::success);
  BOOST_TEST(goes(g, start + 1s));
  BOOST_TEST(g.in_flight_limit() > 1U);
}

BOOST_AUTO_TEST_CASE(an_empty_budget_delays_a_retry_and_refills) {
  gate g{{.retry_budget = 0}, start};
  end(g, g.depart(start, 500, false), start, signal::success);
  int retries = 0;
  for (; g.retry_allowed(start); ++retries) end(g, g.depart(start, 500, true), start, signal::other);
  BOOST_TEST(retries == rcs::retry_budget::initial);
  BOOST_TEST(goes(g, start));
  BOOST_TEST((g.retry_allowed_at(start) == start + 1s));
  BOOST_TEST(g.retry_allowed(start + 1s));
}

BOOST_AUTO_TEST_CASE(only_retries_take_from_the_budget) {
  gate g{{.retry_budget = 0}, start};
  for (int i = 0; i < 1000; ++i) end(g, g.depart(start, 500, false), start, signal::other);
  BOOST_TEST(g.retry_allowed(start));
}

BOOST_AUTO_TEST_CASE(a_copy_goes_its_own_way) {
  auto g = proven_gate({.rate = 10});
  gate copy = g;
  end(copy, copy.depart(start, 500, false), start, signal::throttled, 1h);
  BOOST_TEST(!goes(copy, start + 1s));
  BOOST_TEST(goes(g, start + 1s));
}

BOOST_AUTO_TEST_CASE(an_attempt_that_was_not_sent_leaves_its_slot_to_the_next) {
  gate_options one_a_second;
  one_a_second.rate = 1;
  one_a_second.rate_numbers = 500;
  auto g = proven_gate(one_a_second);
  BOOST_TEST(goes(g, start));
  auto const dead = g.depart(start, 500, false);
  g.unsent(dead, 500);
  BOOST_TEST(g.in_flight() == 0U);
  BOOST_TEST(goes(g, start));
  static_cast<void>(g.depart(start, 500, false));
  BOOST_TEST(waits_until(g, start, start + 1s, reason::rate));
}

BOOST_AUTO_TEST_CASE(a_slot_is_not_given_twice_when_another_has_departed_since) {
  gate_options two_at_once;
  two_at_once.rate = 1;
  two_at_once.burst = 2;
  auto g = proven_gate(two_at_once);
  BOOST_TEST(goes(g, start));
  auto const dead = g.depart(start, 100, false);
  BOOST_TEST(goes(g, start));
  static_cast<void>(g.depart(start, 100, false));
  g.unsent(dead, 100);
  BOOST_TEST(waits_until(g, start, start + 1s, reason::rate));
}

BOOST_AUTO_TEST_CASE(a_request_that_was_not_sent_confirms_no_refusal_and_lets_the_next_one_do_so) {
  auto g = proven_gate();
  static_cast<void>(goes(g, start));
  end(g, g.depart(start, 100, false), start, signal::refused);
  BOOST_TEST(goes(g, start));
  auto const dead = g.depart(start, 100, false);
  BOOST_TEST(is_full(g, start, reason::suspect));
  g.unsent(dead, 100);
  BOOST_TEST(goes(g, start));
}

BOOST_AUTO_TEST_SUITE_END()

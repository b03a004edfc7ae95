#include <boost/test/unit_test.hpp>
#include <functional>
#include <queue>
#include <random>
#include <stdexcept>
#include <tuple>

#include "departures.hpp"
#include "gate/gate.hpp"

using namespace std::chrono_literals;
using rcs::duration;
using rcs::gate;
using rcs::gate_options;
using rcs::time_point;
using rcs::test::departures;
using rcs::test::start;
using kind = gate::answer::kind;
using signal = gate::signal;

namespace {

/// Departs for `length` whenever the gate lets it, waking `lateness()` after the instant it was told. Every attempt
/// succeeds at once.
departures saturate(gate_options const& options, duration length, std::function<duration()> const& lateness) {
  departures seen;
  gate g{options, start};
  for (time_point now = start; now - start <= length;) {
    auto const answer = g.ask(now);
    if (answer.what == kind::full) throw std::logic_error{"full with nothing out"};
    if (answer.what == kind::wait) {
      now = answer.at + lateness();
      continue;
    }
    auto const id = g.depart(now, options.batch_max, false);
    g.returned(id, now, signal::success, {}, 0);
    seen.add(now);
  }
  return seen;
}

duration punctual() {
  return 0ns;
}

/// An upstream in virtual time under callers that always want to depart: the gate's whole life, attempt by attempt.
class overloaded_upstream {
 public:
  overloaded_upstream(gate_options const& options, std::size_t comfortable, std::uint64_t seed)
      : gate_{options, start}, comfortable_{comfortable}, random_{seed} {}

  void run_until(time_point until) {
    while (now_ < until) {
      auto const answer = gate_.ask(now_);
      if (answer.what == kind::go) {
        depart();
      } else if (answer.what == kind::full || (!out_.empty() && std::get<0>(out_.top()) <= answer.at)) {
        give_back();
      } else {
        now_ = answer.at;
      }
    }
  }

  std::size_t most_out = 0;
  std::uint64_t successes = 0;
  std::uint64_t throttled = 0;

 private:
  void depart() {
    // The more are out beyond what is comfortable, the likelier a 429.
    bool const refuse = gate_.in_flight() >= comfortable_ && random_() % 100 == 0;
    auto const back = now_ + duration{40ms} + duration{random_() % 20'000'000};
    out_.emplace(back, gate_.depart(now_, 500, false), refuse);
    most_out = std::max(most_out, gate_.in_flight());
  }

  void give_back() {
    if (out_.empty()) throw std::logic_error{"full with nothing out"};
    auto const [at, id, refuse] = out_.top();
    out_.pop();
    now_ = std::max(now_, at);
    gate_.returned(id, now_, refuse ? signal::throttled : signal::success, {}, 0.5);
    ++(refuse ? throttled : successes);
  }

  using attempt = std::tuple<time_point, std::uint64_t, bool>;
  gate gate_;
  std::size_t comfortable_;
  std::mt19937_64 random_;
  time_point now_ = start;
  std::priority_queue<attempt, std::vector<attempt>, std::greater<>> out_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(gate_pacing_test)

BOOST_AUTO_TEST_CASE(two_hundred_a_second_are_never_over_201_in_a_second) {
  auto const seen = saturate({.rate = 200}, 10min, punctual);
  BOOST_TEST(seen.most_within(1s) == 201U);
  BOOST_TEST(seen.worst_excess(200 * 1024, 1) <= 0.0L);
  BOOST_TEST(seen.count() == 200U * 600U + 1U);
}

BOOST_AUTO_TEST_CASE(lateness_does_not_add_up_at_two_hundred_a_second) {
  for (std::uint64_t const seed : {1U, 2U, 3U, 4U, 5U}) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    std::mt19937_64 random{seed};
    auto const seen = saturate({.rate = 200}, 10min, [&] { return duration{random() % 300'001}; });
    BOOST_TEST(seen.most_within(1s) <= 202U);
    BOOST_TEST(static_cast<double>(seen.count()) >= 0.999 * 200 * 600);
  }
}

BOOST_AUTO_TEST_CASE(lateness_of_several_intervals_does_not_add_up_either) {
  for (std::uint64_t const seed : {1U, 2U, 3U}) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    std::mt19937_64 random{seed};
    auto const seen = saturate({.rate = 10'000}, 20s, [&] { return duration{random() % 300'001}; });
    BOOST_TEST(static_cast<double>(seen.count()) >= 0.999 * 10'000 * 20);
    BOOST_TEST(seen.most_within(1s) <= 10'004U);
  }
}

BOOST_AUTO_TEST_CASE(the_numbers_limiter_gives_its_full_rate_to_late_callers) {
  std::mt19937_64 random{1};
  auto const seen = saturate({.rate_numbers = 100'000}, 1min, [&] { return duration{random() % 300'001}; });
  BOOST_TEST(static_cast<double>(seen.count()) * 500 >= 0.999 * 100'000 * 60);
  BOOST_TEST(seen.most_within(1s) <= 202U);
}

BOOST_AUTO_TEST_CASE(both_limits_hold_at_once) {
  auto const requests_bind = saturate({.rate = 50, .burst = 7, .rate_numbers = 50'000}, 1min, punctual);
  BOOST_TEST(requests_bind.most_within(50ms) == 6U);  // of its burst, what the numbers limit lets through
  BOOST_TEST(requests_bind.count() == 50U * 60U + 7U);
  auto const numbers_bind = saturate({.rate = 50, .burst = 7, .rate_numbers = 10'000}, 1min, punctual);
  BOOST_TEST(numbers_bind.count() == 20U * 60U + 1U);
  BOOST_TEST(numbers_bind.worst_excess(10'000 / 500 * 1024, 1) <= 0.0L);
}

BOOST_AUTO_TEST_CASE(a_stall_is_followed_by_one_slot_and_then_the_rate) {
  gate g{{.rate = 200}, start};
  auto const go = [&](time_point now) {
    if (g.ask(now).what != kind::go) return false;
    g.returned(g.depart(now, 500, false), now, signal::success, {}, 0);
    return true;
  };
  BOOST_TEST(go(start));
  BOOST_TEST(!go(start));
  time_point const late = start + 10s;
  BOOST_TEST(go(late));
  BOOST_TEST(go(late));
  BOOST_TEST(!go(late));
  BOOST_TEST((g.ask(late).at == late + 5ms));
}

BOOST_AUTO_TEST_CASE(waiting_for_an_answer_is_not_lateness) {
  gate g{{.rate = 200, .max_in_flight = 1}, start};
  g.returned(g.depart(start, 500, false), start, signal::success, {}, 0);
  BOOST_TEST((g.ask(start).at == start + 5ms));
  BOOST_TEST((g.ask(start + 5ms).what == kind::go));
  auto const id = g.depart(start + 5ms, 500, false);
  BOOST_TEST((g.ask(start + 10ms).what == kind::full));
  time_point const back = start + 1s;
  g.returned(id, back, signal::success, {}, 0);
  BOOST_TEST((g.ask(back).what == kind::go));
  g.returned(g.depart(back, 500, false), back, signal::success, {}, 0);
  BOOST_TEST((g.ask(back).at == back + 5ms));
}

BOOST_AUTO_TEST_CASE(a_wait_that_turned_into_one_for_an_answer_is_not_lateness) {
  gate g{{.rate = 200}, start};
  g.returned(g.depart(start, 500, false), start, signal::success, {}, 0);
  auto const throttled = g.depart(start + 5ms, 500, false);
  auto const slow = g.depart(start + 10ms, 500, false);
  BOOST_TEST((g.ask(start + 10ms).at == start + 15ms));
  g.returned(throttled, start + 11ms, signal::throttled, {}, 0);
  BOOST_TEST((g.ask(start + 15ms).what == kind::full));
  time_point const back = start + 10s;
  g.returned(slow, back, signal::other, {}, 0);
  BOOST_TEST((g.ask(back).what == kind::go));
  g.returned(g.depart(back, 500, false), back, signal::success, {}, 0);
  BOOST_TEST((g.ask(back).at == back + 5ms));
}

BOOST_AUTO_TEST_CASE(who_comes_when_nobody_waited_is_not_late) {
  gate g{{.rate = 1}, start};
  g.returned(g.depart(start, 500, false), start, signal::success, {}, 0);
  BOOST_TEST((g.ask(start).at == start + 1s));
  g.nobody_waits();  // whoever was told has left
  time_point const later = start + 1800ms;
  BOOST_TEST((g.ask(later).what == kind::go));
  g.returned(g.depart(later, 500, false), later, signal::success, {}, 0);
  BOOST_TEST((g.ask(later).at == later + 1s));
}

BOOST_AUTO_TEST_CASE(a_slot_after_a_cool_down_counts_from_its_end) {
  gate g{{.rate = 200}, start};
  g.returned(g.depart(start, 500, false), start, signal::throttled, 2s, 0);
  BOOST_TEST((g.ask(start).at == start + 2s));
  time_point const late = start + 2s + 200us;
  BOOST_TEST((g.ask(late).what == kind::go));
  g.returned(g.depart(late, 500, false), late, signal::success, {}, 0);
  BOOST_TEST((g.ask(late).at == start + 2s + 5ms));
}

BOOST_AUTO_TEST_CASE(concurrency_does_not_creep_up_in_hours_of_mild_overload) {
  for (std::uint64_t const seed : {1U, 2U, 3U}) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    overloaded_upstream upstream{{.rate = 40, .max_in_flight = 8}, 2, seed};
    std::uint64_t successes_before = 0;
    for (int hour = 1; hour <= 6; ++hour) {
      upstream.run_until(start + hour * 1h);
      auto const this_hour = upstream.successes - successes_before;
      successes_before = upstream.successes;
      BOOST_TEST(upstream.most_out <= 8U);
      // Nor does it fade: pauses do not lengthen for ever, and the ramp comes back.
      BOOST_TEST(this_hour > 3600U * 10U);
      BOOST_TEST(this_hour <= 3600U * 40U + 1U);
    }
    BOOST_TEST(upstream.throttled > 100U);
  }
}

BOOST_AUTO_TEST_CASE(an_upstream_that_always_throttles_is_asked_ever_less_often) {
  gate g{{.rate = 1000}, start};
  std::uint64_t attempts = 0;
  for (time_point now = start; now < start + 1h; ++attempts) {
    auto const answer = g.ask(now);
    if (answer.what == kind::wait) now = answer.at;
    g.returned(g.depart(now, 500, false), now, signal::throttled, {}, 0.5);
  }
  // 0.5 + 1 + 2 + … + 16 s, then one each 30 s.
  BOOST_TEST(attempts <= 6U + 3600U / 30U + 2U);
  BOOST_TEST(attempts >= 100U);
}

BOOST_AUTO_TEST_CASE(another_rate_counts_from_the_next_departure_on) {
  gate g{{.rate = 10}, start};
  g.returned(g.depart(start, 500, false), start, signal::success, {}, 0);
  g.limit_rate(200, start + 1ms);
  // What has departed keeps its distance of the old rate.
  BOOST_TEST((g.ask(start + 1ms).at == start + 100ms));
  g.returned(g.depart(start + 100ms, 500, false), start + 100ms, signal::success, {}, 0);
  BOOST_TEST((g.ask(start + 100ms).at == start + 105ms));
  g.limit_rate(0, start + 101ms);
  BOOST_TEST((g.ask(start + 105ms).what == kind::go));
  g.returned(g.depart(start + 105ms, 500, false), start + 105ms, signal::success, {}, 0);
  BOOST_TEST((g.ask(start + 105ms).what == kind::go));
}

BOOST_AUTO_TEST_CASE(time_before_another_rate_is_not_saved_up_for_it) {
  gate g{{.rate = 1}, start};
  g.returned(g.depart(start, 500, false), start, signal::success, {}, 0);
  g.limit_rate(100, start + 10s);
  BOOST_TEST((g.ask(start + 10s).what == kind::go));
  g.returned(g.depart(start + 10s, 500, false), start + 10s, signal::success, {}, 0);
  BOOST_TEST((g.ask(start + 10s).at == start + 10s + 10ms));
}

BOOST_AUTO_TEST_SUITE_END()

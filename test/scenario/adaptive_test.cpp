#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>

#include "scenario/hidden_capacity.hpp"

// What the two controllers find out of an upstream that tells them nothing, through the whole gate.

namespace {

using namespace rcs;
using namespace rcs::test;
using namespace std::chrono_literals;
using kind = hidden_server::kind;

gate_options learning() {
  gate_options made;
  made.rate = std::nullopt;
  made.max_in_flight = 256;
  made.learn_in_flight = true;
  return made;
}

std::function<double(duration)> always(double capacity) {
  return [capacity](duration) { return capacity; };
}

/// Half of it between two instants.
std::function<double(duration)> halved(double capacity, duration from, duration to) {
  return [=](duration at) { return at >= from && at < to ? capacity / 2 : capacity; };
}

std::string words_of(hidden_server const& s, double capacity, std::uint64_t seed) {
  auto const ms = [](duration d) { return std::to_string(d / 1ms) + " ms"; };
  return std::to_string(static_cast<int>(s.what)) + ": " + std::to_string(static_cast<int>(capacity)) + "/s, " +
         ms(s.latency) + ", phase " + ms(s.phase) + ", burst " + std::to_string(static_cast<int>(s.burst)) +
         (s.retry_after || s.whole_seconds ? ", Retry-After" : "") + ", seed " + std::to_string(seed);
}

/// Nobody can be nearer than this in the first minute where each attempt to get more costs a second of it.
constexpr double little_time = 0.9;

/// From 10 s on: in the first minute, and in five.
void expect(hidden_server server, double capacity, double first_minute = 0.945, double five_minutes = 0.95) {
  server.capacity = always(capacity);
  for (std::uint64_t const seed : {1U, 2U, 3U}) {
    closed_loop loop{learning(), server, seed};
    loop.run_until(310s);
    auto const at_first = loop.efficiency(10s, 70s);
    auto const found = loop.efficiency(10s, 310s);
    auto const refused = loop.throttled(10s, 310s);
    auto const words = words_of(server, capacity, seed);
    BOOST_TEST_MESSAGE(words << ": " << at_first << ", then " << found << ", throttled " << refused);
    BOOST_TEST_INFO_SCOPE(words);
    BOOST_TEST(at_first >= first_minute);
    BOOST_TEST(found >= five_minutes);
    BOOST_TEST(loop.throttled(10s, 70s) < 0.01);
    BOOST_TEST(refused < 0.01);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(adaptive_test)

BOOST_AUTO_TEST_CASE(a_server_with_so_many_desks_is_kept_busy) {
  for (auto const capacity : {200.0, 1000.0}) {
    for (auto const latency : {10ms, 50ms, 100ms}) expect({.what = kind::desks, .latency = latency}, capacity, {});
  }
}

BOOST_AUTO_TEST_CASE(a_server_that_slows_down_is_found_at_its_knee) {
  for (auto const capacity : {200.0, 1000.0}) {
    for (auto const latency : {10ms, 50ms, 100ms}) expect({.what = kind::knee, .latency = latency}, capacity);
  }
}

BOOST_AUTO_TEST_CASE(fixed_windows_are_filled) {
  for (auto const capacity : {200.0, 1000.0}) {
    for (auto const latency : {10ms, 50ms, 100ms}) {
      for (auto const phase : {0ms, 300ms, 700ms}) {
        hidden_server server{.what = kind::window, .latency = latency, .phase = phase};
        expect(server, capacity);
        server.whole_seconds = true;  // each attempt to get more costs a second, whatever is left of the window
        expect(server, capacity, little_time);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_token_bucket_is_kept_empty) {
  for (auto const capacity : {200.0, 1000.0}) {
    for (auto const latency : {10ms, 50ms, 100ms}) {
      for (auto const burst : {1.0, 20.0, 400.0}) {
        hidden_server server{.what = kind::bucket, .latency = latency, .burst = burst};
        expect(server, capacity);
        server.retry_after = 1s;
        // Half a second's worth saved up passes for more than there is, several times.
        expect(server, capacity, little_time, burst > 20 ? 0.93 : 0.95);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(gradual_changes_are_followed) {
  auto const waves = [](duration at) { return 300 + 100 * std::sin(std::chrono::duration<double>(at).count() / 20); };
  for (auto const what : {kind::desks, kind::knee, kind::window, kind::bucket}) {
    for (bool const tells : {false, true}) {
      hidden_server server{.what = what, .capacity = waves, .burst = 20};
      if (tells) server.retry_after = 1s;
      closed_loop loop{learning(), server, 1};
      loop.run_until(10min);
      auto const found = loop.efficiency(10s, 10min);
      BOOST_TEST_MESSAGE(words_of(server, 300, 1)
                         << " in waves: " << found << ", throttled " << loop.throttled(10s, 10min));
      BOOST_TEST_INFO_SCOPE(words_of(server, 300, 1));
      BOOST_TEST(found >= (tells ? 0.75 : 0.95));
      BOOST_TEST(loop.throttled(10s, 10min) < 0.01);
    }
  }
}

BOOST_AUTO_TEST_CASE(all_is_back_ten_seconds_after_a_drop) {
  for (auto const what : {kind::desks, kind::knee, kind::window, kind::bucket}) {
    for (bool const tells : {false, true}) {
      for (auto const length : {10s, 30s}) {
        hidden_server server{.what = what, .capacity = halved(400, 30s, 30s + length), .burst = 20};
        if (tells) server.retry_after = 1s;
        closed_loop loop{learning(), server, 1};
        loop.run_until(30s + length + 40s);
        auto const back = 30s + length + 10s;
        auto const before = loop.efficiency(15s, 30s);
        auto const after = loop.efficiency(back, back + 20s);
        BOOST_TEST_MESSAGE(words_of(server, 400, 1) << " dropped for " << length.count() << " s: " << before << ", "
                                                    << loop.efficiency(40s, 30s + length) << ", " << after);
        BOOST_TEST_INFO_SCOPE(words_of(server, 400, 1) << " dropped for " << length.count() << " s");
        BOOST_TEST(after >= (tells ? 0.93 : 0.95));
        BOOST_TEST(loop.throttled(back, back + 20s) < 0.01);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(nothing_creeps_in_six_hours) {
  for (auto const what : {kind::desks, kind::knee, kind::window, kind::bucket}) {
    hidden_server const server{.what = what, .capacity = always(200), .burst = 20};
    closed_loop loop{learning(), server, 1};
    for (int hour = 0; hour < 6; ++hour) {
      loop.run_until((hour + 1) * 1h);
      auto const from = std::max<duration>(hour * 1h, 10s);
      BOOST_TEST_INFO_SCOPE(words_of(server, 200, 1) << ", hour " << hour);
      BOOST_TEST(loop.efficiency(from, (hour + 1) * 1h) >= 0.93);
      BOOST_TEST(loop.efficiency(from, (hour + 1) * 1h) <= 1.02);
      BOOST_TEST(loop.throttled(from, (hour + 1) * 1h) < 0.01);
      if (what == kind::desks || what == kind::knee) BOOST_TEST(loop.state().learned_in_flight() <= 15U);
      BOOST_TEST(loop.state().learned_rate().value_or(0) < 230);
    }
  }
}

BOOST_AUTO_TEST_CASE(long_windows_are_filled_to_four_fifths_by_the_third) {
  for (auto const length : {10s, 60s}) {
    for (auto const capacity : {1.0, 10.0, 50.0}) {
      for (auto const part : {0, 3, 7}) {
        for (bool const tells : {false, true}) {
          duration const phase = part * length / 10;
          closed_loop loop{learning(),
                           {.what = kind::window,
                            .capacity = always(capacity),
                            .length = length,
                            .phase = phase,
                            .whole_seconds = tells},
                           1};
          loop.run_until(15 * length);
          BOOST_TEST_INFO_SCOPE(capacity << "/s, " << length.count() << " s, tenths " << part << ", tells " << tells);
          auto const third = 3 * length - phase;  // the first that is whole comes second
          BOOST_TEST(loop.efficiency(third, third + length) >= 0.8);
          BOOST_TEST(loop.efficiency(third, third + 10 * length) >= 0.85);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(where_nothing_throttles_there_is_no_rate) {
  closed_loop loop{learning(), {.what = kind::desks, .capacity = always(200)}, 1};
  loop.run_until(1min);
  BOOST_TEST(!loop.state().learned_rate());
}

BOOST_AUTO_TEST_CASE(a_given_rate_is_kept_while_the_number_in_flight_is_learned) {
  auto options = learning();
  options.rate = 100;
  closed_loop loop{options, {.what = kind::desks, .capacity = always(200)}, 1};
  loop.run_until(1min);
  BOOST_TEST(loop.efficiency(10s, 1min) >= 0.49);
  BOOST_TEST(loop.efficiency(10s, 1min) <= 0.501);
  BOOST_TEST(loop.state().learned_in_flight() <= 32U);
}

BOOST_AUTO_TEST_CASE(a_given_number_in_flight_is_kept_while_the_rate_is_learned) {
  gate_options options;
  options.rate = std::nullopt;
  options.max_in_flight = 40;
  closed_loop loop{options, {.what = kind::window, .capacity = always(200)}, 1};
  loop.run_until(70s);
  BOOST_TEST(loop.most_in_flight <= 40U);
  BOOST_TEST(loop.efficiency(10s, 70s) >= 0.95);
  options.max_in_flight = 8;  // at 50 ms they are 160 a second: nothing is throttled
  closed_loop few{options, {.what = kind::window, .capacity = always(200)}, 1};
  few.run_until(70s);
  BOOST_TEST(!few.state().learned_rate());
  BOOST_TEST(few.efficiency(10s, 70s) >= 0.79);
}

BOOST_AUTO_TEST_SUITE_END()

#include "scrub/progress_line.hpp"

#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <string>

namespace {

using namespace std::chrono_literals;
using namespace rcs;
using scrub::progress_line;
using scrub::progress_text;

/// What is written into one end, to be read from the other.
class channel {
 public:
  channel() { BOOST_TEST_REQUIRE(::pipe(ends_.data()) == 0); }
  ~channel() {
    close_writing();
    ::close(ends_[0]);
  }
  channel(channel const&) = delete;
  channel& operator=(channel const&) = delete;

  [[nodiscard]] int writing() const noexcept { return ends_[1]; }

  /// All that was written; nothing can be written any more.
  std::string content() {
    close_writing();
    std::string all;
    std::array<char, 4096> buffer{};
    for (;;) {
      auto const got = ::read(ends_[0], buffer.data(), buffer.size());
      if (got <= 0) return all;
      all.append(buffer.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  void close_writing() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }

  std::array<int, 2> ends_{};
};

progress settled(std::uint64_t rows, std::chrono::nanoseconds elapsed) {
  progress made;
  made.rows_read = made.rows_settled = made.numbers_settled = rows;
  made.elapsed = elapsed;
  return made;
}

std::string held_up(waiting by, std::chrono::nanoseconds left = {}) {
  progress made;
  made.held_up_by = by;
  made.held_up_for = left;
  auto const text = progress_text(made, std::nullopt, 0);
  std::string const before = "0 · 0 numbers/s · 0 in flight · 429s: 0";
  BOOST_TEST(text.starts_with(before), text);
  return text.substr(before.size());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(live_line)

BOOST_AUTO_TEST_CASE(what_was_learned_is_shown) {
  progress now = settled(500, 1s);
  now.in_flight = 3;
  now.learned_in_flight = 24;
  BOOST_TEST(progress_text(now, std::nullopt, 500) == "500 · 500 numbers/s · 3 of 24 in flight · 429s: 0");
  now.learned_rate = 197.96;
  BOOST_TEST(progress_text(now, std::nullopt, 500) ==
             "500 · 500 numbers/s · 3 of 24 in flight · 429s: 0 · at most 198.0 requests/s, as learned");
}

BOOST_AUTO_TEST_CASE(a_run_of_known_length_shows_its_share_and_its_rest) {
  progress now = settled(412'500, 2s);
  now.in_flight = 32;
  BOOST_TEST(progress_text(now, 1'000'000, 205'000) ==
             "412,500/1,000,000 · 41% · 205,000 numbers/s · 32 in flight · 429s: 0 · 3s left");
}

BOOST_AUTO_TEST_CASE(a_run_of_unknown_length_shows_neither) {
  progress now = settled(1234, 1s);
  now.throttled = 5678;
  BOOST_TEST(progress_text(now, std::nullopt, 10.9) == "1,234 · 10 numbers/s · 0 in flight · 429s: 5,678");
}

BOOST_AUTO_TEST_CASE(the_rest_is_shown_in_seconds_minutes_or_hours_and_only_where_it_can_be_told) {
  auto const rest = [](std::uint64_t left) {
    auto const text = progress_text(progress{}, left, 1);
    return text.substr(text.rfind(" · ") + std::string_view{" · "}.size());
  };
  BOOST_TEST(rest(59) == "59s left");
  BOOST_TEST(rest(61) == "1m01s left");
  BOOST_TEST(rest(7260) == "2h01m left");
  BOOST_TEST(progress_text(progress{}, 10, 0).find("left") == std::string::npos);
  BOOST_TEST(progress_text(settled(10, 1s), 10, 5).find("left") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(repeats_cost_no_time_in_what_is_left) {
  auto now = settled(100, 1s);
  now.numbers_settled = 50;
  BOOST_TEST(progress_text(now, 300, 10).ends_with("10s left"));
}

BOOST_AUTO_TEST_CASE(an_empty_or_growing_list_is_never_over_a_hundred_percent) {
  BOOST_TEST(progress_text(progress{}, 0, 0).starts_with("0/0 · 100%"));
  BOOST_TEST(progress_text(settled(30, 1s), 20, 0).starts_with("30/20 · 100%"));
}

BOOST_AUTO_TEST_CASE(what_the_run_waits_for_is_said) {
  BOOST_TEST(held_up(waiting::nothing) == "");
  BOOST_TEST(held_up(waiting::output) == " · waiting for the output");
  BOOST_TEST(held_up(waiting::cool_down, 1500ms) == " · throttled, cooling down for 2s");
  BOOST_TEST(held_up(waiting::connection) == " · waiting for a connection");
  BOOST_TEST(held_up(waiting::back_off, 90s) == " · waiting for the next try in 1m30s");
  BOOST_TEST(held_up(waiting::rate) == " · at the rate limit");
  BOOST_TEST(held_up(waiting::input) == " · waiting for input");
}

BOOST_AUTO_TEST_CASE(on_a_terminal_the_line_rewrites_itself_and_can_be_wiped) {
  channel terminal;
  progress_line line{terminal.writing(), true, {"-"}};
  line.on_progress(settled(1000, 1s));
  line.on_progress(settled(2000, 2s));
  line.clear();
  BOOST_TEST(terminal.content() ==
             "\r\x1b[K1,000 · 1,000 numbers/s · 0 in flight · 429s: 0"
             "\r\x1b[K2,000 · 1,000 numbers/s · 0 in flight · 429s: 0"
             "\r\x1b[K");
}

BOOST_AUTO_TEST_CASE(in_a_log_there_is_a_line_every_five_seconds_and_nothing_to_wipe) {
  channel log;
  progress_line line{log.writing(), false, {"-"}};
  for (int i = 1; i <= 11; ++i) line.on_progress(settled(static_cast<std::uint64_t>(i) * 1000, i * 1s));
  line.clear();
  BOOST_TEST(log.content() ==
             "1,000 · 1,000 numbers/s · 0 in flight · 429s: 0\n"
             "6,000 · 1,000 numbers/s · 0 in flight · 429s: 0\n"
             "11,000 · 1,000 numbers/s · 0 in flight · 429s: 0\n");
}

BOOST_AUTO_TEST_CASE(the_speed_follows_a_change_within_seconds) {
  channel terminal;
  progress_line line{terminal.writing(), true, {"-"}};
  line.on_progress(settled(1000, 1s));
  for (int i = 2; i <= 8; ++i) line.on_progress(settled(1000, i * 1s));
  auto const text = terminal.content();
  BOOST_TEST(text.substr(text.rfind('\r')) == "\r\x1b[K1,000 · 0 numbers/s · 0 in flight · 429s: 0");
}

BOOST_AUTO_TEST_CASE(an_output_that_is_gone_is_no_error) {
  progress_line line{-1, true, {"-"}};
  line.on_progress(settled(1, 1s));
  line.clear();
}

BOOST_AUTO_TEST_SUITE_END()

#include "gate/retry_after.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using namespace std::chrono;
using rcs::duration;
using rcs::parse_retry_after;

namespace {

constexpr system_clock::time_point wall_now = sys_days{2025y / July / 1} + 12h;

/// Seconds to wait, or -1 if the field is unreadable.
std::int64_t wait(std::string_view field, std::string_view date = {}) {
  auto const read = parse_retry_after(field, date, wall_now);
  return read ? duration_cast<seconds>(*read).count() : -1;
}

constexpr std::int64_t seconds_a_day = 86'400;

}  // namespace

BOOST_AUTO_TEST_SUITE(retry_after_test)

BOOST_AUTO_TEST_CASE(seconds_are_seconds) {
  BOOST_TEST(wait("0") == 0);
  BOOST_TEST(wait("120") == 120);
  BOOST_TEST(wait("007") == 7);
  BOOST_TEST(wait(" \t30 ") == 30);
}

BOOST_AUTO_TEST_CASE(no_wait_is_longer_than_a_day) {
  BOOST_TEST(wait("86400") == seconds_a_day);
  BOOST_TEST(wait("86401") == seconds_a_day);
  BOOST_TEST(wait("18446744073709551617") == seconds_a_day);
  BOOST_TEST(wait(std::string(10'000, '9')) == seconds_a_day);
  BOOST_TEST(wait("Fri, 31 Dec 9999 23:59:59 GMT") == seconds_a_day);
}

BOOST_AUTO_TEST_CASE(a_date_is_measured_against_the_answers_own_date) {
  BOOST_TEST(wait("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT") == 30);
  BOOST_TEST(wait("Sunday, 06-Nov-94 08:50:37 GMT", "Sun Nov  6 08:49:37 1994") == 60);
}

BOOST_AUTO_TEST_CASE(a_date_is_measured_against_our_clock_when_the_answer_has_no_readable_date) {
  BOOST_TEST(wait("Tue, 01 Jul 2025 12:00:45 GMT") == 45);
  BOOST_TEST(wait("Tue, 01 Jul 2025 12:00:45 GMT", "yesterday") == 45);
}

BOOST_AUTO_TEST_CASE(a_date_in_the_past_is_no_wait) {
  BOOST_TEST(wait("Tue, 01 Jul 2025 11:59:59 GMT") == 0);
  BOOST_TEST(wait("Sun, 06 Nov 1994 08:49:37 GMT", "Fri, 31 Dec 9999 23:59:59 GMT") == 0);
}

BOOST_AUTO_TEST_CASE(a_two_digit_year_is_read_in_the_time_of_the_answer) {
  BOOST_TEST(wait("Saturday, 01-Jan-00 00:00:10 GMT", "Fri, 31 Dec 1999 23:59:50 GMT") == 20);
}

BOOST_AUTO_TEST_CASE(what_is_neither_is_unreadable) {
  for (std::string_view const field : {"", " ", "-5", "+5", "1.5", "5s", "1e3", "0x10", "soon", "5, 6",
                                       "Tue, 01 Jul 2025", "Sun, 06 Nov 1994 08:49:37 GMT junk"}) {
    BOOST_TEST(wait(field) == -1, field);
  }
  BOOST_TEST(wait(std::string_view{"5\0", 2}) == -1);
}

BOOST_AUTO_TEST_CASE(our_clock_may_be_anywhere) {
  for (auto const now : {system_clock::time_point::min(), system_clock::time_point::max()}) {
    for (std::string_view const field :
         {"Fri, 31 Dec 9999 23:59:59 GMT", "Sat, 01 Jan 0000 00:00:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT"}) {
      auto const read = parse_retry_after(field, {}, now);
      BOOST_REQUIRE(read.has_value());
      BOOST_TEST((*read >= 0s && *read <= 24h));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

#include "gate/http_date.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using namespace std::chrono;
using rcs::parse_http_date;

namespace {

constexpr sys_seconds example = sys_days{1994y / November / 6} + 8h + 49min + 37s;
constexpr sys_seconds near_2025 = sys_days{2025y / July / 1};

bool reads_as(std::string_view text, sys_seconds expected) {
  return parse_http_date(text, near_2025) == expected;
}
bool unreadable(std::string_view text) {
  return !parse_http_date(text, near_2025);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_date_test)

BOOST_AUTO_TEST_CASE(all_three_forms_are_read) {
  BOOST_TEST(reads_as("Sun, 06 Nov 1994 08:49:37 GMT", example));
  BOOST_TEST(reads_as("Sunday, 06-Nov-94 08:49:37 GMT", example));
  BOOST_TEST(reads_as("Sun Nov  6 08:49:37 1994", example));
  BOOST_TEST(reads_as("Wed Nov 16 08:49:37 1994", example + days{10}));
}

BOOST_AUTO_TEST_CASE(letters_may_be_in_any_case) {
  BOOST_TEST(reads_as("SUN, 06 NOV 1994 08:49:37 gmt", example));
  BOOST_TEST(reads_as("sunday, 06-nov-94 08:49:37 GMT", example));
  BOOST_TEST(reads_as("sUN nOV  6 08:49:37 1994", example));
}

BOOST_AUTO_TEST_CASE(every_month_is_known) {
  constexpr std::string_view names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (unsigned m = 1; m <= 12; ++m) {
    auto const text = "Mon, 15 " + std::string{names[m - 1]} + " 2024 00:00:00 GMT";
    BOOST_TEST(reads_as(text, sys_days{2024y / month{m} / 15}));
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_day_of_the_week_does_not_matter_but_a_word_that_is_none_does) {
  BOOST_TEST(reads_as("Fri, 06 Nov 1994 08:49:37 GMT", example));
  BOOST_TEST(unreadable("Fun, 06 Nov 1994 08:49:37 GMT"));
}

BOOST_AUTO_TEST_CASE(a_leap_second_is_the_next_minute) {
  BOOST_TEST(reads_as("Sat, 31 Dec 2016 23:59:60 GMT", sys_days{2017y / January / 1}));
  BOOST_TEST(unreadable("Sat, 31 Dec 2016 23:59:61 GMT"));
}

BOOST_AUTO_TEST_CASE(a_two_digit_year_is_at_most_fifty_years_ahead) {
  auto const year_of = [](std::string_view two_digits, int now) {
    auto const text = "Sunday, 06-Nov-" + std::string{two_digits} + " 08:49:37 GMT";
    auto const read = parse_http_date(text, sys_days{year{now} / July / 1});
    return read ? int{year_month_day{floor<days>(*read)}.year()} : 0;
  };
  BOOST_TEST(year_of("25", 2025) == 2025);
  BOOST_TEST(year_of("75", 2025) == 2075);
  BOOST_TEST(year_of("76", 2025) == 1976);
  BOOST_TEST(year_of("94", 2025) == 1994);
  BOOST_TEST(year_of("01", 1999) == 2001);
  BOOST_TEST(year_of("00", 2099) == 2100);
  BOOST_TEST(year_of("99", 2100) == 2099);
}

BOOST_AUTO_TEST_CASE(days_and_times_that_do_not_exist_are_refused) {
  BOOST_TEST(unreadable("Sun, 31 Nov 1994 08:49:37 GMT"));
  BOOST_TEST(unreadable("Sun, 00 Nov 1994 08:49:37 GMT"));
  BOOST_TEST(unreadable("Wed, 29 Feb 2023 08:49:37 GMT"));
  BOOST_TEST(reads_as("Thu, 29 Feb 2024 00:00:00 GMT", sys_days{2024y / February / 29}));
  BOOST_TEST(unreadable("Sun, 06 Nov 1994 24:00:00 GMT"));
  BOOST_TEST(unreadable("Sun, 06 Nov 1994 08:60:00 GMT"));
}

BOOST_AUTO_TEST_CASE(the_ends_of_the_calendar_are_read) {
  BOOST_TEST(reads_as("Fri, 31 Dec 9999 23:59:59 GMT", sys_days{10000y / January / 1} - 1s));
  BOOST_TEST(reads_as("Sat, 01 Jan 0000 00:00:00 GMT", sys_days{0y / January / 1}));
}

BOOST_AUTO_TEST_CASE(every_cut_and_every_foreign_byte_is_refused) {
  for (std::string const whole :
       {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"}) {
    for (std::size_t length = 0; length < whole.size(); ++length) BOOST_TEST(unreadable(whole.substr(0, length)));
    BOOST_TEST(unreadable(whole + " "));
    BOOST_TEST(unreadable(" " + whole));
    for (std::size_t i = 0; i < whole.size(); ++i) {
      for (char const foreign : {'\0', '#', '\xff'}) {
        std::string bent = whole;
        bent[i] = foreign;
        BOOST_TEST(unreadable(bent), "byte " << i << " of " << whole);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(other_time_zones_are_refused) {
  BOOST_TEST(unreadable("Sun, 06 Nov 1994 08:49:37 +0000"));
  BOOST_TEST(unreadable("Sun, 06 Nov 1994 08:49:37 PST"));
}

BOOST_AUTO_TEST_SUITE_END()

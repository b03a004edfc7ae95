#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/claim.hpp"
#include "fuzz/fuzz.hpp"
#include "fuzz/input_reader.hpp"
#include "gate/http_date.hpp"
#include "gate/retry_after.hpp"
#include "settle/classify.hpp"
#include "settle/error_body.hpp"
#include "settle/escape.hpp"
#include "settle/size_complaint.hpp"

// A server's own words wherever they are read. Lines: status, `Retry-After`, `Date`; then the body.

namespace rcs::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year;

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::size_t longest_run_of_digits(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (char const c : text) longest = std::max(longest, run = c >= '0' && c <= '9' ? run + 1 : 0);
  return longest;
}

void check_escaped(std::string_view text) {
  for (std::size_t const most : {0U, 2U, 20U, 240U, 5000U}) {
    auto const shown = escaped(text, most);
    claim(shown.size() <= most && is_printable(shown), "shown text is bounded and printable", shown);
    // The digits of an escaped byte stand beside the text's own.
    bool const digits_are_its_own = is_printable(text);
    claim(!digits_are_its_own || longest_run_of_digits(shown) < number::min_digits, "no number is shown", shown);
  }
}

void check_error_body(std::string_view text, number who) {
  auto const said = read_error_body(text);
  claim(said.message.empty() == text.empty(), "whoever says something is heard", said.message);
  for (auto const& code : said.codes) claim(said.has_code(code), "a code that was read is there", code);
  for (std::size_t const asked : {1U, 100U, 500U}) (void)read_size_complaint(said, asked);
  (void)has_word(text, "RCS601");
  (void)has_word(text, text.substr(0, text.size() / 2));
  (void)names_number(text, who);
  claim(names_number("the number " + who.to_string() + " is invalid", who), "a number is named by its digits");
}

void check_dates(std::string_view retry_after, std::string_view date) {
  for (auto const now :
       {sys_seconds{}, sys_seconds{sys_days{year{2025} / 3 / 4}}, sys_seconds{sys_days{year{2262} / 1 / 1}}}) {
    if (auto const wait = parse_retry_after(retry_after, date, now)) {
      claim(*wait >= 0s && *wait <= longest_retry_after, "a wait has its bounds", wait->count());
    }
    auto const read = parse_http_date(date, now);
    if (!read || *read >= sys_days{year{10000} / 1 / 1}) continue;
    std::chrono::year_month_day const day{std::chrono::floor<std::chrono::days>(*read)};
    std::chrono::hh_mm_ss const time{*read - sys_days{day}};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const written =
        fmt::format("Sun, {:02} {} {:04} {:02}:{:02}:{:02} GMT", unsigned{day.day()}, months[unsigned{day.month()} - 1],
                    int{day.year()}, time.hours().count(), time.minutes().count(), time.seconds().count());
    claim(parse_http_date(written, now) == read, "a date that was read can be written and read again", written);
  }
}

void check_classes(exchange const& seen, number who) {
  for (auto const to : {batch::endpoint::bulk, batch::endpoint::single}) {
    std::vector<entry> entries{{who, 1}};
    if (to == batch::endpoint::bulk) entries.emplace_back(number::from_value(who.value() + 1).value(), 2);
    batch const asked{to, std::move(entries)};
    for (bool const proven : {false, true}) {
      auto const meant = classify(seen, asked, {to, proven});
      claim(is_printable(meant.why) && meant.why.size() < 1000, "a reason is one printable line", meant.why);
      claim(!meant.why.empty() || meant.what == verdict::answered, "a refusal has a reason");
      claim(meant.what != verdict::rejected || to == batch::endpoint::single, "a number is rejected only alone");
    }
  }
}

}  // namespace

void fuzz(std::string_view input) {
  auto const who = number::from_digits("12025550100").value();
  exchange seen;
  auto const status = take_line(input);
  std::from_chars(status.data(), status.data() + status.size(), seen.status);
  seen.retry_after = take_line(input);
  seen.date = take_line(input);
  seen.body = body_kind::no_devices;
  seen.server_text = input;
  check_escaped(input);
  check_error_body(input, who);
  check_dates(seen.retry_after, seen.date);
  check_classes(seen, who);
}

}  // namespace rcs::test

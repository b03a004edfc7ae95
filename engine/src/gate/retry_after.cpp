#include "gate/retry_after.hpp"

#include <algorithm>

#include "gate/http_date.hpp"

namespace rcs {
namespace {

using std::chrono::seconds;

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view optional_white_space = " \t";
  auto const first = text.find_first_not_of(optional_white_space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(optional_white_space) - first + 1);
}

/// Whole seconds, held at the longest wait however many digits follow; empty if anything but digits is there.
std::optional<seconds> read_seconds(std::string_view text) noexcept {
  if (text.empty()) return std::nullopt;
  constexpr seconds longest = std::chrono::duration_cast<seconds>(longest_retry_after);
  seconds value{0};
  for (char const c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = std::min(longest, value * 10 + seconds{c - '0'});
  }
  return value;
}

}  // namespace

std::optional<duration> parse_retry_after(std::string_view field, std::string_view date_field,
                                          std::chrono::system_clock::time_point wall_now) noexcept {
  field = trimmed(field);
  if (auto const delay = read_seconds(field)) return *delay;

  auto const here = std::chrono::floor<seconds>(wall_now);
  auto const there = parse_http_date(trimmed(date_field), here).value_or(here);
  auto const until = parse_http_date(field, there);
  if (!until) return std::nullopt;
  // Bounded while it is still seconds: the distance between two dates can exceed what nanoseconds hold.
  constexpr seconds longest = std::chrono::duration_cast<seconds>(longest_retry_after);
  return std::clamp(*until - there, seconds{0}, longest);
}

}  // namespace rcs

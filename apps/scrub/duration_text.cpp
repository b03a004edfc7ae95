#include "scrub/duration_text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <system_error>

namespace rcs::scrub {
namespace {

struct unit {
  std::string_view name;
  double seconds;
};

// Longest names first, so that `ms` is not read as `m`.
constexpr std::array units{unit{"ms", 1e-3}, unit{"us", 1e-6}, unit{"d", 86400}, unit{"h", 3600}, unit{"m", 60},
                           unit{"s", 1}};
constexpr double most_seconds = 366.0 * 86400;

[[noreturn]] void refuse(std::string_view text) {
  throw std::invalid_argument{fmt::format("'{}' is no duration; write 30s, 250ms, 10m, 2h or 1m30s", text)};
}

double read_unit(std::string_view& rest, std::string_view whole) {
  for (auto const& one : units) {
    if (!rest.starts_with(one.name)) continue;
    rest.remove_prefix(one.name.size());
    return one.seconds;
  }
  refuse(whole);
}

}  // namespace

std::chrono::nanoseconds parse_duration(std::string_view text) {
  if (text == "0") return {};
  auto rest = text;
  double seconds = 0;
  if (rest.empty()) refuse(text);
  while (!rest.empty()) {
    double value = 0;
    auto const [end, failed] =
        std::from_chars(rest.data(), rest.data() + rest.size(), value, std::chars_format::fixed);
    if (failed != std::errc{} || !(value >= 0)) refuse(text);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    seconds += value * read_unit(rest, text);
  }
  if (!(seconds <= most_seconds)) throw std::invalid_argument{fmt::format("'{}' is longer than a year", text)};
  return std::chrono::nanoseconds{std::llround(seconds * 1e9)};
}

std::string to_text(std::chrono::nanoseconds value) {
  using namespace std::chrono;
  auto const ms = duration_cast<milliseconds>(value).count();
  if (ms == 0) return "0";
  if (ms % 1000 != 0) return fmt::format("{}ms", ms);
  auto const s = ms / 1000;
  if (s % 3600 == 0) return fmt::format("{}h", s / 3600);
  if (s % 60 == 0) return fmt::format("{}m", s / 60);
  if (s > 60) return fmt::format("{}m{}s", s / 60, s % 60);
  return fmt::format("{}s", s);
}

}  // namespace rcs::scrub

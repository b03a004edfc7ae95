#include "common/duration_text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <system_error>

namespace rcs {
namespace {

struct unit {
  std::string_view name;
  double nanoseconds;
};

// `ms` before `m`, which it begins with.
constexpr std::array units{unit{"ns", 1},   unit{"us", 1e3},   unit{"ms", 1e6},   unit{"s", 1e9},
                           unit{"m", 60e9}, unit{"h", 3600e9}, unit{"d", 86400e9}};
constexpr double longest = 9.2e18;
constexpr auto year = std::chrono::hours{24 * 366};

/// Takes a unit off the front of `rest`; 0 if there is none.
double take_unit(std::string_view& rest) noexcept {
  for (auto const& one : units) {
    if (!rest.starts_with(one.name)) continue;
    rest.remove_prefix(one.name.size());
    return one.nanoseconds;
  }
  return 0;
}

}  // namespace

std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text) noexcept {
  if (text.empty()) return std::nullopt;
  if (text == "0") return std::chrono::nanoseconds{0};
  double sum = 0;
  while (!text.empty()) {
    double count = 0;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), count, std::chars_format::fixed);
    if (failed != std::errc{} || !(count >= 0)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    auto const nanoseconds = take_unit(text);
    sum += count * nanoseconds;
    if (nanoseconds == 0 || sum > longest) return std::nullopt;
  }
  return std::chrono::nanoseconds{std::llround(sum)};
}

std::chrono::nanoseconds read_duration(std::string_view text) {
  auto const read = parse_duration(text);
  if (!read) throw std::invalid_argument{fmt::format("'{}' is no duration; write 30s, 250ms, 10m, 2h or 1m30s", text)};
  if (*read > year) throw std::invalid_argument{fmt::format("'{}' is longer than a year", text)};
  return *read;
}

std::string to_text(std::chrono::nanoseconds value) {
  using namespace std::chrono;
  if (value.count() == 0) return "0";
  if (value.count() % 1000 != 0) return fmt::format("{}ns", value.count());
  if (value.count() % 1'000'000 != 0) return fmt::format("{}us", value.count() / 1000);
  auto const ms = duration_cast<milliseconds>(value).count();
  if (ms % 1000 != 0) return fmt::format("{}ms", ms);
  auto const s = ms / 1000;
  if (s % 3600 == 0) return fmt::format("{}h", s / 3600);
  if (s % 60 == 0) return fmt::format("{}m", s / 60);
  if (s > 60) return fmt::format("{}m{}s", s / 60, s % 60);
  return fmt::format("{}s", s);
}

}  // namespace rcs

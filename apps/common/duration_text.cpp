#include "common/duration_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
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

}  // namespace rcs

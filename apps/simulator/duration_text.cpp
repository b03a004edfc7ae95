#include "simulator/duration_text.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace rcs::sim {

std::optional<duration> parse_duration(std::string_view text) noexcept {
  constexpr std::array<std::pair<std::string_view, double>, 7> units{
      {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"m", 60e9}, {"h", 3600e9}, {"d", 86400e9}}};
  constexpr double longest = 9.2e18;
  double count = 0;
  auto const [end, ec] = std::from_chars(text.data(), text.data() + text.size(), count, std::chars_format::fixed);
  if (ec != std::errc{} || !(count >= 0)) return std::nullopt;
  std::string_view const unit{end, text.data() + text.size()};
  if (unit.empty() && count == 0) return duration::zero();
  for (auto const& [name, nanoseconds] : units) {
    if (unit != name) continue;
    if (count > longest / nanoseconds) return std::nullopt;
    return duration{static_cast<duration::rep>(count * nanoseconds)};
  }
  return std::nullopt;
}

}  // namespace rcs::sim

#include "scrub/duration_text.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "common/duration_text.hpp"

namespace rcs::scrub {
namespace {

constexpr auto longest = std::chrono::hours{24 * 366};

}  // namespace

std::chrono::nanoseconds parse_duration(std::string_view text) {
  auto const read = rcs::parse_duration(text);
  if (!read) throw std::invalid_argument{fmt::format("'{}' is no duration; write 30s, 250ms, 10m, 2h or 1m30s", text)};
  if (*read > longest) throw std::invalid_argument{fmt::format("'{}' is longer than a year", text)};
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

}  // namespace rcs::scrub

#pragma once

#include <fmt/chrono.h>

#include <ctime>
#include <string>

namespace rcs {

/// A moment, for reports; without one, now.
[[nodiscard]] inline std::string date_text(std::time_t at = std::time(nullptr)) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(at));
}

}  // namespace rcs

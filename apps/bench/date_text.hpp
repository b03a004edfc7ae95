#pragma once

#include <fmt/chrono.h>

#include <ctime>
#include <string>

namespace rcs::bench {

/// Now, for reports.
[[nodiscard]] inline std::string date_text() {
  return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(std::time(nullptr)));
}

}  // namespace rcs::bench

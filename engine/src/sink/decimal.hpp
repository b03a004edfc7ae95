#pragma once

#include <cstdint>
#include <string>

namespace rcs {

/// `value`, finite, with exactly so many digits behind the point, whatever the locale.
[[nodiscard]] std::string to_decimal(double value, int digits);

/// `value` with a comma at every thousand: `1,234,567`.
[[nodiscard]] std::string to_grouped(std::uint64_t value);

}  // namespace rcs

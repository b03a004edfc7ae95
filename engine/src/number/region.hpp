#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace rcs::detail {

/// ISO 3166 codes of the regions that share country code 1 (NANPA, "Countries participating in the NANP"), sorted.
inline constexpr std::array<std::string_view, 25> north_american_regions{
    "AG", "AI", "AS", "BB", "BM", "BS", "CA", "DM", "DO", "GD", "GU", "JM", "KN",
    "KY", "LC", "MP", "MS", "PR", "SX", "TC", "TT", "US", "VC", "VG", "VI"};

static_assert(std::is_sorted(north_american_regions.begin(), north_american_regions.end()));

/// Whether numbers of `region` (upper case) have country code 1.
[[nodiscard]] constexpr bool is_north_american(std::string_view region) noexcept {
  return std::binary_search(north_american_regions.begin(), north_american_regions.end(), region);
}

}  // namespace rcs::detail

#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace rcs::detail {

/// Country codes (ITU-T E.164) where a 0 in front of the area code is a trunk prefix, dialled at home only, and where
/// no number begins with 0 behind the country code. There `+44 (0)20 …` means `+44 20 …`. Not here, for good reason:
/// 39, 225, 242, 378 (the 0 is part of the number), 1, 7, 34, 36, 45, 48, 52 (no trunk prefix, or another one).
inline constexpr std::array<std::string_view, 41> trunk_zero_countries{
    "20",  "212", "213", "234", "254", "27",  "31", "32", "33", "353", "358", "359", "380", "381",
    "385", "386", "387", "40",  "41",  "421", "43", "44", "46", "49",  "60",  "61",  "62",  "63",
    "64",  "66",  "81",  "82",  "84",  "86",  "90", "91", "92", "94",  "966", "971", "972"};

static_assert(std::is_sorted(trunk_zero_countries.begin(), trunk_zero_countries.end()));

/// Whether a 0 right behind this country code can only be a trunk prefix.
[[nodiscard]] constexpr bool has_trunk_zero(std::string_view country_code) noexcept {
  return std::binary_search(trunk_zero_countries.begin(), trunk_zero_countries.end(), country_code);
}

}  // namespace rcs::detail

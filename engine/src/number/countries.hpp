#pragma once

#include <string_view>

#include "rcs/number.hpp"

namespace rcs {

/// The region a number belongs to: an ISO 3166 code, `001` for the calling codes of no country (+800, +882, …), empty
/// for a calling code that is not in use and for "no number".
///
/// As libphonenumber says, wherever it knows the number's range. Where regions share a calling code and the range is
/// assigned to none of them, it is one of these: that of the ranges around it, or the largest. Constant time, no state:
/// any number of threads may ask at once.
[[nodiscard]] std::string_view country_of(number n) noexcept;

}  // namespace rcs

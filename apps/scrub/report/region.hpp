#pragma once

#include <functional>
#include <string_view>

#include "rcs/number.hpp"

namespace rcs::scrub {

/// Says where a number is from, in a word for people. Thread-safe; what it gives lives as long as the function.
using region_of = std::function<std::string_view(number)>;

/// `+` and the country calling code of a number: all that its digits say of its country without tables of the national
/// plans. One digit for the zones 1 and 7, two for those that ITU-T E.164 lists with two, else three. Constant time.
[[nodiscard]] std::string_view calling_code(number of) noexcept;

/// The ISO 3166 code of a number's country; the calling code of one that belongs to none.
[[nodiscard]] std::string_view country_or_code(number of) noexcept;

}  // namespace rcs::scrub

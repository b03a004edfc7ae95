#pragma once

#include <cstddef>
#include <string_view>

#include "number/glyph_reader.hpp"
#include "rcs/number.hpp"

namespace rcs::detail {

/// Digits that a program took for a quantity and wrote with a fraction: `12015550103.0`. A point behind seven digits
/// and more, with one or two digits behind it, is none that people put between the parts of a phone number.
struct decimal_fraction {
  std::string_view whole;  ///< what stands in front of the point; empty: the text is nothing of the kind
  bool zero = false;       ///< the fraction says nothing

  static constexpr decimal_fraction of(std::string_view text) noexcept {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    auto const point = text.find('.');
    if (point == std::string_view::npos) return {};
    auto const fraction = text.substr(point + 1);
    auto const digits = text.substr(0, point).substr(text.starts_with('+') ? 1 : 0);
    if (fraction.empty() || fraction.size() > 2 || digits.size() < number::min_digits) return {};
    for (auto const part : {digits, fraction}) {
      for (char const c : part) {
        if (!is_digit(c)) return {};
      }
    }
    return {text.substr(0, point), fraction.find_first_not_of('0') == std::string_view::npos};
  }
};

}  // namespace rcs::detail

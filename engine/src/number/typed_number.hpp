#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "rcs/number.hpp"

namespace rcs::detail {

/// Digits as dialled, taken apart.
struct dialled {
  bool international = false;  ///< a `+` or an international prefix is written, so `digits` begin with a country code
  std::string_view digits;     ///< without the prefix

  /// `plus`: a `+` stands in front. `north_american`: `011` is an international prefix, as `00` always is.
  [[nodiscard]] static constexpr dialled from(std::string_view digits, bool plus, bool north_american) noexcept {
    if (plus) return {true, digits};
    if (digits.starts_with("00")) return {true, digits.substr(2)};
    if (north_american && digits.starts_with("011")) return {true, digits.substr(3)};
    return {false, digits};
  }
};

/// What stands in a cell of a list, before it is judged: the digits, and everything that speaks against them.
class typed_number {
 public:
  /// Scans the whole text. `north_american`: as for `dialled`.
  typed_number(std::string_view text, bool north_american) noexcept;

  /// Nothing, or nothing but white space and punctuation.
  [[nodiscard]] bool empty() const noexcept { return count_ == 0 && !letters && !foreign && !extension; }
  /// The digits as dialled, those beyond the longest number with its prefix left out.
  [[nodiscard]] std::string_view digits() const noexcept { return {digits_.data(), count_}; }
  /// Whether what stands between the digits shows that they are two numbers: `555-0100 / 555-0101`.
  [[nodiscard]] bool two_numbers() const noexcept;

  bool plus = false;        ///< a `+` in front
  bool extension = false;   ///< an extension behind
  bool letters = false;     ///< letters anywhere else
  bool foreign = false;     ///< characters that no phone number has, or a `+` or a line break inside
  bool trunk_zero = false;  ///< a 0 in parentheses that cannot be told to be a trunk prefix
  bool local = false;       ///< a `tel:` URI that is valid in some context only

 private:
  static constexpr std::size_t longest_prefix = 8;  // 14110011, of Australia
  static constexpr std::size_t kept_digits = longest_prefix + number::max_digits + 1;

  class scan;

  std::array<char, kept_digits> digits_{};
  std::size_t count_ = 0;
  std::uint32_t gaps_ = 0;     ///< bit i: something visible or a space stands before digit i
  std::uint32_t slashes_ = 0;  ///< bit i: a slash stands before digit i
  bool north_american_;
};

}  // namespace rcs::detail

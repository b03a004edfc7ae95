#pragma once

#include <array>
#include <charconv>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rcs {

/// A telephone number in E.164 form: 7 to 15 digits, the first of them 1 to 9.
///
/// The digits are held as one integer; since the first is never 0, integer and digits determine each other. The
/// default-constructed value is "no number" and tests false. The lower bound of 7 digits is the upstream's, the upper
/// one is ITU-T E.164's.
class number {
 public:
  static constexpr std::size_t min_digits = 7;
  static constexpr std::size_t max_digits = 15;
  static constexpr std::uint64_t min_value = 1'000'000;
  static constexpr std::uint64_t max_value = 999'999'999'999'999;

  constexpr number() noexcept = default;

  /// The number whose digits are the decimal notation of `value`; empty if that has not 7 to 15 digits.
  [[nodiscard]] static constexpr std::optional<number> from_value(std::uint64_t value) noexcept {
    if (value < min_value || value > max_value) return std::nullopt;
    return number{value};
  }

  /// The number written by exactly these digits, with no plus and nothing around them; empty if they are not 7 to 15
  /// ASCII digits or start with 0.
  [[nodiscard]] static constexpr std::optional<number> from_digits(std::string_view digits) noexcept {
    if (digits.size() < min_digits || digits.size() > max_digits || digits.front() == '0') return std::nullopt;
    std::uint64_t value = 0;
    for (char const c : digits) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number{value};
  }

  /// The digits read as one integer; 0 for "no number".
  [[nodiscard]] constexpr std::uint64_t value() const noexcept { return value_; }

  /// Whether this holds a number at all.
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return value_ != 0; }

  /// Writes the digits, without a plus, to `out`, which has room for `max_digits`; returns the end of what it wrote.
  char* write_digits(char* out) const noexcept { return std::to_chars(out, out + max_digits, value_).ptr; }

  /// `+` and the digits; empty for "no number".
  [[nodiscard]] std::string to_string() const {
    if (!*this) return {};
    std::array<char, max_digits + 1> text{'+'};
    return {text.data(), write_digits(text.data() + 1)};
  }

  friend constexpr auto operator<=>(number const&, number const&) noexcept = default;

 private:
  constexpr explicit number(std::uint64_t value) noexcept : value_{value} {}

  std::uint64_t value_ = 0;
};

}  // namespace rcs

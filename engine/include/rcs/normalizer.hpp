#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "rcs/number.hpp"

namespace rcs {
namespace detail {
class national_plan;
}

/// Why a text is not a phone number. Where several fit, the first in this order is given.
enum class invalid_reason : std::uint8_t {
  empty,                ///< nothing, or nothing but white space and punctuation
  extension,            ///< carries an extension (`ext 12`, `x12`, `;ext=12`, `#12` behind a number)
  scientific_notation,  ///< `1.42E+10`: a spreadsheet destroyed the digits
  letters,              ///< holds letters that are not part of any of the above
  leading_zero,         ///< a trunk or national 0 where the country code should be
  too_short,            ///< under 7 digits
  too_long,             ///< over 15 digits
  no_country,           ///< national digits with nothing to say which country
  characters,  ///< holds something else that no phone number has (`*`, `@`, a second `+`, a tab or line break between
               ///< digits, bytes that are not UTF-8), or two numbers
};

inline constexpr std::array<std::string_view, 9> invalid_reason_names{"empty",    "extension",    "scientific_notation",
                                                                      "letters",  "leading_zero", "too_short",
                                                                      "too_long", "no_country",   "characters"};

/// The token that stands for `r` in every output.
[[nodiscard]] constexpr std::string_view to_string(invalid_reason r) noexcept {
  return invalid_reason_names[static_cast<std::size_t>(r)];
}

/// What becomes of 11 to 15 bare digits (no `+`, no `00`) when no default region is given.
enum class bare_digits : std::uint8_t {
  international,  ///< taken as a full international number, and counted as an assumption
  reject,         ///< refused as `no_country`
};

/// How typed text is read.
struct normalizer_options {
  /// ISO 3166 code of the region whose national spellings are understood, upper case; empty: none.
  ///
  /// Of the North American Numbering Plan (`US`, `CA` and the other +1 regions): ten digits with an area code get their
  /// country code, eleven from a 1 have it, `011` is a prefix like `00`; bare digits of any other length are
  /// `no_country`.
  ///
  /// Of any other region that libphonenumber knows: digits are what somebody in the region dials, with national and
  /// international prefixes as they are there, or with the region's country code and no `+`. `00` is an international
  /// prefix everywhere, unless the region uses it for something else. A national number needs a length that numbers of
  /// the region have; its range may be unassigned. What is none is refused as without a region, and for an unknown
  /// country code behind an international prefix as `no_country`.
  std::string default_region;
  /// Without a default region only.
  bare_digits bare = bare_digits::international;
};

/// What a text turned out to be.
struct normalized {
  number value;                                   ///< "no number" where `reason` applies
  invalid_reason reason = invalid_reason::empty;  ///< meaningful only without a number
  bool assumed_international = false;  ///< bare digits were taken as international; never so with a default region
};

/// Turns what people type into a number, or into the reason why it is none. Immutable: any number of threads may use
/// one at once. `operator()` allocates only where it asks libphonenumber, about 10 µs a text: national spellings of a
/// default region outside the North American plan. Out of memory, it ends the process there.
class normalizer {
 public:
  /// Throws `std::invalid_argument`, naming the option, if the region is not supported. With a region outside the North
  /// American plan it takes some 20 ms, and the first such in a process loads libphonenumber's tables (4 MB).
  explicit normalizer(normalizer_options const& options = {});

  /// Reads one cell of a list, UTF-8. Linear in its length; any bytes are allowed.
  [[nodiscard]] normalized operator()(std::string_view text) const noexcept;

 private:
  /// The verdict on any text.
  [[nodiscard]] normalized judge_typed(std::string_view text) const noexcept;
  /// The verdict on the digits of a text that has nothing else against it. `plus`: a `+` stands in front of them.
  [[nodiscard]] normalized judge(std::string_view all_digits, bool plus) const noexcept;

  /// The verdict on digits that nothing shows to begin with a country code, where no plan says what they are.
  [[nodiscard]] normalized judge_bare(number n) const noexcept;

  bool north_american_ = false;
  std::shared_ptr<detail::national_plan const> plan_;  ///< of any other region
  bare_digits bare_ = bare_digits::international;
};

}  // namespace rcs

#include "scrub/report/region.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "number/countries.hpp"

namespace rcs::scrub {
namespace {

/// Country codes of two digits ("List of ITU-T Recommendation E.164 assigned country codes").
constexpr std::array<std::uint64_t, 44> of_two_digits{20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46,
                                                      47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62, 63,
                                                      64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98};

constexpr std::size_t digits_of(std::uint64_t first_two) noexcept {
  auto const first = first_two / 10;
  if (first == 1 || first == 7) return 1;
  return std::ranges::binary_search(of_two_digits, first_two) ? 2 : 3;
}

/// Every code as text: `+1` at 1.
std::array<std::string, 1000> texts_of_codes() {
  std::array<std::string, 1000> made;
  for (std::size_t code = 0; code < made.size(); ++code) made[code] = "+" + std::to_string(code);
  return made;
}

}  // namespace

std::string_view calling_code(number of) noexcept {
  static auto const texts = texts_of_codes();
  auto three = of.value();
  while (three >= texts.size()) three /= 10;
  if (!of) return {};
  constexpr std::array<std::uint64_t, 4> divisors{1, 100, 10, 1};
  return texts[three / divisors[digits_of(three / 10)]];
}

std::string_view country_or_code(number of) noexcept {
  constexpr std::string_view of_no_country = "001";
  auto const country = country_of(of);
  return country.empty() || country == of_no_country ? calling_code(of) : country;
}

}  // namespace rcs::scrub

#include "number/countries.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "number/country_prefixes.hpp"
#include "number/decimal_text.hpp"

namespace rcs {
namespace {

using detail::country_prefixes;
using detail::powers_of_ten;

/// Prefixes are looked up by the first four digits; the few that are longer are told apart by the first eight.
constexpr std::size_t short_digits = 4;
constexpr std::size_t long_digits = 8;
constexpr std::uint16_t nowhere = 0xFFFF;

/// All runs of `width` digits that begin with a prefix: from `begin` up to `end`.
struct range {
  std::uint32_t begin;
  std::uint32_t end;
};

constexpr range behind(std::string_view prefix, std::size_t width) {
  std::uint32_t value = 0;
  for (char const digit : prefix) value = value * 10 + static_cast<std::uint32_t>(digit - '0');
  auto const scale = static_cast<std::uint32_t>(powers_of_ten[width - prefix.size()]);
  return {value * scale, (value + 1) * scale};
}

constexpr std::size_t long_prefixes =
    static_cast<std::size_t>(std::count_if(country_prefixes.begin(), country_prefixes.end(),
                                           [](auto const& one) { return one.digits.size() > short_digits; }));

/// What four digits say. Regions are given as places in `country_prefixes`.
struct answer {
  std::uint16_t place = nowhere;
  std::uint8_t longer_begin = 0;  ///< the longer prefixes that begin with these digits
  std::uint8_t longer_end = 0;
};

struct longer_prefix {
  range eight_digits;
  std::uint16_t place;
};

struct lookup_table {
  std::array<answer, 10'000> answers;
  std::array<longer_prefix, long_prefixes> longer;
};

/// Prefixes come after those that they begin with, and those with the same first four digits one after another.
constexpr lookup_table make_table() {
  static_assert(long_prefixes < 256 && country_prefixes.size() < nowhere);
  lookup_table made{};
  std::uint8_t longer = 0;
  for (std::size_t nth = 0; nth < country_prefixes.size(); ++nth) {
    auto const place = static_cast<std::uint16_t>(nth);
    auto const digits = country_prefixes[place].digits;
    if (digits.size() <= short_digits) {
      auto const [begin, end] = behind(digits, short_digits);
      for (auto i = begin; i < end; ++i) made.answers[i].place = place;
      continue;
    }
    auto& here = made.answers[behind(digits.substr(0, short_digits), short_digits).begin];
    if (here.longer_end == 0) here.longer_begin = longer;
    made.longer[longer] = {behind(digits, long_digits), place};
    here.longer_end = ++longer;
  }
  return made;
}

constexpr lookup_table table = make_table();

/// The first eight digits; of seven, with a 0 behind them.
std::uint32_t first_eight_digits(std::uint64_t value) noexcept {
  auto const digits = detail::count_digits(value);
  return static_cast<std::uint32_t>(digits < long_digits ? value * 10 : value / powers_of_ten[digits - long_digits]);
}

}  // namespace

std::string_view country_of(number n) noexcept {
  if (!n) return {};
  auto const digits = first_eight_digits(n.value());
  auto const& found = table.answers[digits / powers_of_ten[long_digits - short_digits]];
  auto place = found.place;
  for (auto i = found.longer_begin; i != found.longer_end; ++i) {
    auto const& [behind_prefix, its_place] = table.longer[i];
    if (digits >= behind_prefix.begin && digits < behind_prefix.end) place = its_place;
  }
  return place == nowhere ? std::string_view{} : country_prefixes[place].region;
}

}  // namespace rcs

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <list>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// Writes src/number/country_prefixes.hpp: which region the numbers behind a prefix belong to, as libphonenumber says of
// numbers behind every prefix there is. Twenty seconds. Run by hand when Debian brings other numbering plans:
//
//   cmake --build --preset release --target make-country-prefixes
//   build/release/bin/make-country-prefixes | clang-format > engine/src/number/country_prefixes.hpp

namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

PhoneNumberUtil const& library() {
  return *PhoneNumberUtil::GetInstance();
}

/// How many digits of a number, the calling code included, tell the regions of a shared code apart.
struct shared_code {
  int code;
  std::size_t digits;
  int tails;  ///< how many numbers of a length are asked about for each prefix
};
constexpr std::array shared_codes = std::to_array<shared_code>({{1, 5, 20},
                                                                {7, 6, 3},
                                                                {39, 7, 3},
                                                                {44, 7, 3},
                                                                {47, 6, 3},
                                                                {61, 8, 1},
                                                                {212, 7, 3},
                                                                {262, 7, 3},
                                                                {290, 6, 1},
                                                                {358, 7, 3},
                                                                {590, 8, 1},
                                                                {599, 7, 3}});

/// The region of one number; empty where the library knows of none.
std::string region_of(int code, std::string const& national) {
  PhoneNumber one;
  one.set_country_code(code);
  one.set_national_number(std::stoull(national));
  auto const zeros = std::min(national.find_first_not_of('0'), national.size() - 1);
  if (zeros > 0) one.set_italian_leading_zero(true);
  if (zeros > 1) one.set_number_of_leading_zeros(static_cast<std::int32_t>(zeros));
  std::string region;
  library().GetRegionCodeForNumber(one, &region);
  return region == "ZZ" ? "" : region;
}

/// How many national digits numbers of these regions have, by an example of each.
std::set<std::size_t> lengths_in(std::list<std::string> const& regions) {
  std::set<std::size_t> found;
  for (auto const& region : regions) {
    for (auto const kind : {PhoneNumberUtil::FIXED_LINE, PhoneNumberUtil::MOBILE}) {
      PhoneNumber example;
      std::string national;
      if (!library().GetExampleNumberForType(region, kind, &example)) continue;
      library().GetNationalSignificantNumber(example, &national);
      found.insert(national.size());
    }
  }
  return found;
}

/// The region behind every prefix of a code that has so many digits, by prefix without the code.
std::map<std::string, std::string> regions_behind(shared_code const& of, std::list<std::string> const& sharing) {
  std::size_t const known = of.digits - std::to_string(of.code).size();
  auto const lengths = lengths_in(sharing);
  std::mt19937_64 random{1};
  std::map<std::string, std::string> found;
  std::uint64_t end = 1;
  for (std::size_t i = 0; i < known; ++i) end *= 10;
  for (std::uint64_t i = 0; i < end; ++i) {
    std::string const prefix = std::to_string(end + i).substr(1);
    std::string& region = found[prefix];
    for (auto const length : lengths) {
      for (int tail = 0; length >= known && tail < of.tails; ++tail) {
        std::string national = prefix;
        while (national.size() < length) national += static_cast<char>('0' + random() % 10);
        auto const said = region_of(of.code, national);
        if (said.empty() || said == region) continue;
        if (!region.empty())
          std::cerr << "undecided: +" << of.code << ' ' << national << ' ' << region << ' ' << said << '\n';
        if (region.empty()) region = said;
      }
    }
  }
  return found;
}

void write(std::string const& prefix, std::string_view region) {
  std::cout << "{\"" << prefix << "\", \"" << region << "\"},\n";
}

/// Writes what is behind `prefix` (without the code) as far as it is not all of the region `inherited`.
void write_below(std::string const& code, std::string const& prefix, std::string const& inherited,
                 std::map<std::string, std::string> const& regions) {
  std::set<std::string> seen;
  for (auto at = regions.lower_bound(prefix); at != regions.end() && at->first.starts_with(prefix); ++at) {
    if (!at->second.empty()) seen.insert(at->second);
  }
  if (seen.empty() || (seen.size() == 1 && seen.contains(inherited))) return;
  if (seen.size() == 1) return write(code + prefix, *seen.begin());
  for (char digit = '0'; digit <= '9'; ++digit) write_below(code, prefix + digit, inherited, regions);
}

constexpr std::string_view head = R"(#pragma once

#include <array>
#include <string_view>

// Written by engine/tools/make_country_prefixes.cpp.

namespace rcs::detail {

/// Numbers that begin with these digits, and with no longer ones of the list, belong to this region.
struct country_prefix {
  std::string_view digits;
  std::string_view region;
};

inline constexpr auto country_prefixes = std::to_array<country_prefix>({
)";

}  // namespace

int main() {
  std::set<int> codes;
  library().GetSupportedCallingCodes(&codes);
  std::cout << head;
  for (int const code : codes) {
    std::list<std::string> regions;
    library().GetRegionCodesForCountryCallingCode(code, &regions);
    write(std::to_string(code), regions.front());
    if (regions.size() == 1) continue;
    auto const shared =
        std::find_if(shared_codes.begin(), shared_codes.end(), [&](shared_code const& s) { return s.code == code; });
    if (shared == shared_codes.end()) throw std::runtime_error{"another shared code: " + std::to_string(code)};
    write_below(std::to_string(code), "", regions.front(), regions_behind(*shared, regions));
  }
  std::cout << "});\n\n}  // namespace rcs::detail\n";
}

#include "number/countries.hpp"

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <list>
#include <random>
#include <set>
#include <string>
#include <string_view>

namespace rcs {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

PhoneNumberUtil const& library() {
  return *PhoneNumberUtil::GetInstance();
}

std::string country(std::string_view digits) {
  return std::string{country_of(number::from_digits(digits).value())};
}

/// Our answer beside the library's: the same, or one of the code's regions where it has none.
void compare(int code, std::string const& national) {
  PhoneNumber one;
  one.set_country_code(code);
  one.set_national_number(std::stoull(national));
  auto const zeros = std::min(national.find_first_not_of('0'), national.size() - 1);
  if (zeros > 0) one.set_italian_leading_zero(true);
  if (zeros > 1) one.set_number_of_leading_zeros(static_cast<int>(zeros));
  std::string expected;
  library().GetRegionCodeForNumber(one, &expected);
  auto const found = country(std::to_string(code) + national);
  BOOST_TEST_CONTEXT("+" << code << ' ' << national) {
    if (expected != "ZZ") {
      BOOST_TEST_REQUIRE(found == expected);
    } else {
      std::list<std::string> sharing;
      library().GetRegionCodesForCountryCallingCode(code, &sharing);
      bool const is_one = std::find(sharing.begin(), sharing.end(), found) != sharing.end();
      BOOST_TEST_REQUIRE((sharing.empty() ? found.empty() : is_one));
    }
  }
}

std::string random_digits(std::mt19937_64& random, std::size_t size) {
  std::string digits;
  while (digits.size() < size) digits += static_cast<char>('0' + random() % 10);
  return digits;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(countries)

BOOST_AUTO_TEST_CASE(regions_that_share_a_calling_code_are_told_apart) {
  BOOST_TEST(country("12125550100") == "US");
  BOOST_TEST(country("14165550100") == "CA");
  BOOST_TEST(country("18765550100") == "JM");
  BOOST_TEST(country("17875550100") == "PR");
  BOOST_TEST(country("79123456789") == "RU");
  BOOST_TEST(country("77123456789") == "KZ");
  BOOST_TEST(country("442079460000") == "GB");
  BOOST_TEST(country("441481123456") == "GG");
  BOOST_TEST(country("441534123456") == "JE");
  BOOST_TEST(country("441624123456") == "IM");
  BOOST_TEST(country("390612345678") == "IT");
  BOOST_TEST(country("390669812345") == "VA");
  BOOST_TEST(country("262262123456") == "RE");
  BOOST_TEST(country("262269123456") == "YT");
  BOOST_TEST(country("61891621234") == "CC");
}

BOOST_AUTO_TEST_CASE(an_unassigned_range_of_a_shared_code_is_in_one_of_its_regions) {
  BOOST_TEST(country("447700900123") == "GB");
  BOOST_TEST(country("14161550100") == "CA");
}

BOOST_AUTO_TEST_CASE(codes_of_no_country_and_codes_that_are_not_in_use) {
  BOOST_TEST(country("80012345678") == "001");
  BOOST_TEST(country("88212345678") == "001");
  BOOST_TEST(country("99912345678") == "");
  BOOST_TEST(country("2101234567") == "");
  BOOST_TEST(country_of(number{}) == "");
}

BOOST_AUTO_TEST_CASE(seven_to_fifteen_digits_have_a_country) {
  std::string digits{"4912345"};
  for (; digits.size() <= number::max_digits; digits += '6') BOOST_TEST(country(digits) == "DE");
}

BOOST_AUTO_TEST_CASE(random_numbers_behind_every_calling_code_are_where_the_library_says) {
  std::set<int> codes;
  library().GetSupportedCallingCodes(&codes);
  std::mt19937_64 random{7};
  for (int code = 1; code < 1000; ++code) {
    // A code that begins with another one is none.
    bool const is_longer = (code > 9 && codes.contains(code / 10)) || (code > 99 && codes.contains(code / 100));
    bool const is_begun = !codes.contains(code) && code < 100;
    if (is_longer || is_begun) continue;
    auto const prefix = std::to_string(code);
    for (int i = 0; i < 40; ++i) compare(code, random_digits(random, 7 - prefix.size() + random() % 9));
  }
}

BOOST_AUTO_TEST_CASE(random_numbers_of_shared_codes_are_where_the_library_says) {
  std::mt19937_64 random{8};
  for (int const code : {1, 7, 39, 44, 47, 61, 212, 262, 290, 358, 590, 599}) {
    std::size_t const national = code == 1 || code == 7 || code == 39 || code == 44 ? 10 : 9;
    for (int i = 0; i < 2'500; ++i) compare(code, random_digits(random, national));
  }
}

BOOST_AUTO_TEST_CASE(numbers_near_the_examples_of_every_region_are_where_the_library_says) {
  std::set<std::string> regions;
  library().GetSupportedRegions(&regions);
  std::mt19937_64 random{9};
  for (auto const& region : regions) {
    for (auto const kind : {PhoneNumberUtil::FIXED_LINE, PhoneNumberUtil::MOBILE}) {
      PhoneNumber example;
      if (!library().GetExampleNumberForType(region, kind, &example)) continue;
      std::string national;
      library().GetNationalSignificantNumber(example, &national);
      if (std::to_string(example.country_code()).size() + national.size() < number::min_digits) continue;
      for (std::size_t kept = 1; kept <= national.size(); ++kept) {
        for (int i = 0; i < 4; ++i) {
          compare(example.country_code(), national.substr(0, kept) + random_digits(random, national.size() - kept));
        }
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs

#include <array>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "number/national_plan.hpp"
#include "rcs/normalizer.hpp"

// National spellings under a default region outside the North American plan.

namespace rcs {
namespace {

/// One text and what it is read as: `+digits` or a reason's token.
struct reading {
  std::string text;
  std::string expected;
};

normalizer in(std::string region) {
  return normalizer{{.default_region = std::move(region), .bare = bare_digits::reject}};
}

std::string describe(normalized const& n) {
  return n.value ? n.value.to_string() : std::string{to_string(n.reason)};
}

void check(std::string const& region, std::vector<reading> const& readings) {
  auto const normalize = in(region);
  for (auto const& [text, expected] : readings) {
    auto const found = normalize(text);
    BOOST_TEST_CONTEXT(region << ", text \"" << text.substr(0, 80) << "\"") {
      BOOST_TEST(describe(found) == expected);
      BOOST_TEST(!found.assumed_international);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(national_)

BOOST_AUTO_TEST_CASE(a_trunk_zero_gives_way_to_the_country_code) {
  check("GB", {{"020 7946 0000", "+442079460000"},
               {"(020) 7946-0000", "+442079460000"},
               {"(0)20 7946 0000", "+442079460000"},
               {"02079460000", "+442079460000"},
               {"07700 900123", "+447700900123"},
               {"'07700900123", "+447700900123"},
               {"tel:07700900123", "+447700900123"},
               {"\u0660\u0667\u0667\u0660\u0660\u0669\u0660\u0660\u0661\u0662\u0663", "+447700900123"}});
  check("DE", {{"030 123456", "+4930123456"}, {"030/123456", "+4930123456"}});
  check("FR", {{"01 99 00 12 34", "+33199001234"}});
  check("AU", {{"0491 570 156", "+61491570156"}});
  check("JP", {{"03-1234-5678", "+81312345678"}});
}

BOOST_AUTO_TEST_CASE(a_zero_that_is_part_of_the_number_stays) {
  check("IT", {{"06 1234 5678", "+390612345678"}, {"39 06 1234 5678", "+390612345678"}});
  check("CI", {{"01 23 45 67 89", "+2250123456789"}});
}

BOOST_AUTO_TEST_CASE(other_national_prefixes_are_those_of_the_region) {
  check("RU", {{"8 (912) 345-67-89", "+79123456789"}, {"79123456789", "+79123456789"}});
  check("HU", {{"06 1 234 5678", "+3612345678"}});
  check("MX", {{"044 55 1234 5678", "+525512345678"}, {"55 1234 5678", "+525512345678"}});
  check("BR", {{"0 15 21 98765-4321", "+5521987654321"}});  // 15 chooses a carrier
  check("AR", {{"011 15 2345-6789", "+5491123456789"}});    // 15 within, 9 from abroad: a mobile
}

BOOST_AUTO_TEST_CASE(a_number_without_its_national_prefix_is_read_too) {
  check("GB", {{"20 7946 0000", "+442079460000"}, {"7700900123", "+447700900123"}});
}

BOOST_AUTO_TEST_CASE(a_number_that_has_its_country_code_is_left_alone) {
  check("GB", {{"+447700900123", "+447700900123"},
               {"447700900123", "+447700900123"},
               {"44 7700 900123", "+447700900123"},
               {"+12125550100", "+12125550100"},
               {"0044 7700 900123", "+447700900123"},
               {"+44 (0)20 7946 0000", "+442079460000"},
               {"0044 (0)20 7946 0000", "+442079460000"},
               {"00 999 1234567", "+9991234567"},
               {"+999123456789", "+999123456789"}});
}

BOOST_AUTO_TEST_CASE(international_prefixes_are_those_of_the_region) {
  check("AU", {{"0011 1 212 555 0100", "+12125550100"}, {"001112125550100", "+12125550100"}});
  check("JP", {{"010 1 212 555 0100", "+12125550100"}});
  check("RU", {{"8 10 1 212 555 0100", "+12125550100"}});
  check("BR", {{"00 15 1 212 555 0100", "+12125550100"}});
}

BOOST_AUTO_TEST_CASE(double_zero_is_an_international_prefix_where_the_region_has_nothing_else_for_it) {
  check("AU", {{"0044 7700 900123", "+447700900123"}, {"0044 (0)20 7946 0000", "+442079460000"}});
  check("KR", {{"001 1 212 555 0100", "+12125550100"}});  // 001 there: one of several carriers
}

BOOST_AUTO_TEST_CASE(no_country_is_made_up_behind_an_international_prefix) {
  check("AU", {{"0011 999 1234567", "no_country"}});
}

BOOST_AUTO_TEST_CASE(digits_that_no_number_of_the_region_has_are_refused_as_without_a_region) {
  check("GB", {{"12125550100", "no_country"},
               {"12345678", "no_country"},
               {"0123", "leading_zero"},
               {"020 7946 00001", "leading_zero"},
               {"020 7946 0000 / 020 7946 0001", "leading_zero"},
               {"123", "too_short"},
               {"1234567890123456", "too_long"},
               {std::string(1 << 20, '1'), "too_long"},
               {std::string(1 << 20, '0'), "leading_zero"},
               {"", "empty"}});
}

BOOST_AUTO_TEST_CASE(what_speaks_against_a_text_speaks_against_a_national_spelling) {
  check("GB", {{"020 7946 0000 ext 5", "extension"},
               {"07700 900123 x5", "extension"},
               {"0x2079460000", "letters"},
               {"020 794G 0000", "letters"},
               {"7.7E+9", "scientific_notation"},
               {"020 7946 0000+", "characters"},
               {"020 7946*0000", "characters"},
               {"020\t79460000", "characters"},
               {"tel:02079460000;phone-context=+49", "no_country"},
               {"020 (0)7946 0000", "leading_zero"},
               {"44 (0)20 7946 0000", "leading_zero"}});
  check("DE", {{"1234567 1234567", "no_country"}, {"030 1234567 / 030 1234568", "leading_zero"}});
}

BOOST_AUTO_TEST_CASE(digits_that_are_said_to_be_complete_are_what_the_library_reads) {
  struct one {
    std::string region;
    std::string code;
  };
  std::vector<one> const regions{{"GB", "44"},  {"GG", "44"},  {"DE", "49"},  {"IT", "39"},  {"RU", "7"},
                                 {"KZ", "7"},   {"MX", "52"},  {"AR", "54"},  {"BR", "55"},  {"IN", "91"},
                                 {"CN", "86"},  {"ID", "62"},  {"JP", "81"},  {"KR", "82"},  {"AU", "61"},
                                 {"HU", "36"},  {"LT", "370"}, {"FI", "358"}, {"CI", "225"}, {"UY", "598"},
                                 {"CR", "506"}, {"SM", "378"}, {"CL", "56"},  {"ZW", "263"}};
  std::mt19937_64 random{20'261};
  for (auto const& [region, code] : regions) {
    detail::national_plan const plan{region};
    for (int complete = 0, tried = 0; complete < 200 && tried < 100'000; ++tried) {
      std::string digits = code;
      for (auto size = 7 + random() % 9; digits.size() < size;) digits += static_cast<char>('0' + random() % 10);
      if (!plan.is_complete(digits)) continue;
      ++complete;
      BOOST_TEST_CONTEXT(region << ", digits " << digits) {
        BOOST_TEST_REQUIRE(plan.read(digits).value.to_string() == "+" + digits);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(digits_are_complete_where_they_can_be_nothing_else) {
  detail::national_plan const british{"GB"};
  BOOST_TEST(british.is_complete("447700900123"));
  BOOST_TEST(!british.is_complete("440770090012"));  // a trunk zero behind the country code
  BOOST_TEST(!british.is_complete("4477009001"));    // may be without its country code
  BOOST_TEST(!british.is_complete("337700900123"));
  BOOST_TEST(!british.is_complete("4477009001234"));
}

BOOST_AUTO_TEST_CASE(threads_share_a_normalizer) {
  auto const normalize = in("GB");
  std::array<std::size_t, 4> read{};
  {
    std::vector<std::jthread> threads;
    for (auto& mine : read) {
      threads.emplace_back([&normalize, &mine] {
        for (int i = 0; i < 500; ++i) mine += normalize("020 7946 0000").value.to_string() == "+442079460000" ? 1U : 0U;
      });
    }
  }
  for (auto const mine : read) BOOST_TEST(mine == 500U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs

#include "rcs/normalizer.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "number/region.hpp"

namespace rcs {
namespace {

using namespace std::string_literals;

/// One text and what it is read as: `+digits`, with ` assumed` behind it, or a reason's token.
struct reading {
  std::string text;
  std::string expected;
};

std::string describe(normalized const& n) {
  if (!n.value) return std::string{to_string(n.reason)};
  return n.value.to_string() + (n.assumed_international ? " assumed" : "");
}

void check(normalizer const& normalize, std::vector<reading> const& readings) {
  for (auto const& [text, expected] : readings) {
    BOOST_TEST_CONTEXT("text \"" << text.substr(0, 80) << "\"") {
      BOOST_TEST(describe(normalize(text)) == expected);
    }
  }
}

normalizer plain() {
  return normalizer{};
}
normalizer rejecting() {
  return normalizer{{.default_region = "", .bare = bare_digits::reject}};
}
normalizer american() {
  return normalizer{{.default_region = "US", .bare = bare_digits::international}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(normalizer_)

BOOST_AUTO_TEST_CASE(what_people_type_around_an_international_number_is_stripped) {
  check(plain(), {
                     {"+12125550100", "+12125550100"},        {" +12125550100", "+12125550100"},
                     {"+12125550100 ", "+12125550100"},       {"\t+12125550100\t", "+12125550100"},
                     {"+12125550100\r", "+12125550100"},      {"\n+12125550100\r\n", "+12125550100"},
                     {"+1 212 555 0100", "+12125550100"},     {"+1-212-555-0100", "+12125550100"},
                     {"+1.212.555.0100", "+12125550100"},     {"+1/212/555/0100", "+12125550100"},
                     {"+1 (212) 555-0100", "+12125550100"},   {"+1(212)5550100", "+12125550100"},
                     {"(+1) 212 555 0100", "+12125550100"},   {"+ 1 212 555 0100", "+12125550100"},
                     {"+(1)2125550100", "+12125550100"},      {"'+12125550100", "+12125550100"},
                     {" '+12125550100", "+12125550100"},      {"' +12125550100", "+12125550100"},
                     {"\u2019+12125550100", "+12125550100"},  {"tel:+12125550100", "+12125550100"},
                     {"TEL:+1-212-555-0100", "+12125550100"}, {"Tel: +1 212 555 0100", "+12125550100"},
                     {" 'tel:+12125550100", "+12125550100"},  {"tel://+12125550100", "+12125550100"},
                     {"0012125550100", "+12125550100"},       {"00 1 212 555 0100", "+12125550100"},
                     {"0 0 1 212 555 0100", "+12125550100"},  {"(00) 1 212 555 0100", "+12125550100"},
                     {"'0012125550100", "+12125550100"},      {"tel:0012125550100", "+12125550100"},
                     {"0044 7700 900123", "+447700900123"},   {"0044-7700-900123", "+447700900123"},
                     {"+1--212..555//0100", "+12125550100"},  {"+12125550100.", "+12125550100"},
                     {"+12125550100-", "+12125550100"},       {"--+12125550100", "+12125550100"},
                 });
}

BOOST_AUTO_TEST_CASE(unicode_dashes_plus_digits_and_punctuation_count_like_ascii) {
  check(plain(), {
                     {"+1\u2010212\u2011555\u20120100", "+12125550100"},
                     {"+1\u2013212\u2014555\u20150100", "+12125550100"},
                     {"+1\u2212212\uFE58555\uFE630100", "+12125550100"},
                     {"\uFF0B\uFF11\uFF12\uFF11\uFF12\uFF15\uFF15\uFF15\uFF10\uFF11\uFF10\uFF10", "+12125550100"},
                     {"\uFF0B1\uFF08212\uFF09555\uFF0D0100", "+12125550100"},
                     {"\uFF0B1\uFF0E212\uFF0F5550100", "+12125550100"},
                     {"+\u0661\u0662\u0661\u0662\u0665\u0665\u0665\u0660\u0661\u0660\u0660", "+12125550100"},
                     {"+\u06F1\u06F2\u06F1\u06F25550100", "+12125550100"},
                 });
}

BOOST_AUTO_TEST_CASE(every_unicode_space_is_stripped) {
  // White_Space of Unicode 15.0 without those that separate lines and columns.
  constexpr std::array spaces{"\u0020", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
                              "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u202F", "\u205F", "\u3000"};
  for (std::string const s : spaces) {
    check(plain(), {{s + "+1" + s + "212" + s + s + "5550100" + s, "+12125550100"}});
  }
}

BOOST_AUTO_TEST_CASE(tabs_and_line_breaks_are_stripped_outside_and_never_join_two_columns) {
  constexpr std::array breaks{"\t", "\n", "\v", "\f", "\r", "\u0085", "\u2028", "\u2029"};
  for (std::string const b : breaks) {
    check(plain(), {{b + "+12125550100" + b, "+12125550100"},
                    {"+" + b + "12125550100" + b + b, "+12125550100"},
                    {"+12125550100" + b + "3", "characters"},
                    {"1234567" + b + "1234567", "characters"}});
  }
}

BOOST_AUTO_TEST_CASE(every_default_ignorable_character_is_stripped) {
  // Default_Ignorable_Code_Point of Unicode 15.0; of the long ranges the ends.
  constexpr std::array ignorable{
      "\u00AD",     "\u034F",     "\u061C",     "\u115F",     "\u1160",     "\u17B4",     "\u17B5",     "\u180B",
      "\u180C",     "\u180D",     "\u180E",     "\u180F",     "\u200B",     "\u200C",     "\u200D",     "\u200E",
      "\u200F",     "\u202A",     "\u202B",     "\u202C",     "\u202D",     "\u202E",     "\u2060",     "\u2061",
      "\u2062",     "\u2063",     "\u2064",     "\u2065",     "\u2066",     "\u2067",     "\u2068",     "\u2069",
      "\u206A",     "\u206B",     "\u206C",     "\u206D",     "\u206E",     "\u206F",     "\u3164",     "\uFE00",
      "\uFE0F",     "\uFEFF",     "\uFFA0",     "\uFFF0",     "\uFFF8",     "\U0001BCA0", "\U0001BCA3", "\U0001D173",
      "\U0001D17A", "\U000E0000", "\U000E0001", "\U000E0020", "\U000E007F", "\U000E0100", "\U000E0FFF"};
  for (std::string const z : ignorable) {
    check(plain(), {{z + "+" + z + "1212" + z + z + "5550100" + z, "+12125550100"},
                    {z + "'" + z + "t" + z + "el:" + z + "+12125550100", "+12125550100"},
                    {z, "empty"}});
  }
}

BOOST_AUTO_TEST_CASE(a_text_without_anything_that_counts_is_empty) {
  check(plain(), {{"", "empty"},
                  {" ", "empty"},
                  {"\t \r\n", "empty"},
                  {"\u00A0\u200B\uFEFF", "empty"},
                  {"-", "empty"},
                  {"()", "empty"},
                  {"+", "empty"},
                  {"'", "empty"},
                  {"tel:", "empty"},
                  {" - / . ", "empty"}});
}

BOOST_AUTO_TEST_CASE(an_extension_is_refused_and_never_becomes_digits) {
  check(plain(), {
                     {"+1 (212) 555-0100 ext. 5", "extension"},
                     {"+1 212 555 0100 x5", "extension"},
                     {"+12125550100x5", "extension"},
                     {"+12125550100 X 5", "extension"},
                     {"+12125550100 x.5", "extension"},
                     {"+12125550100ext5", "extension"},
                     {"+12125550100 EXT:5", "extension"},
                     {"+12125550100, ext 5", "extension"},
                     {"+12125550100 extn 5", "extension"},
                     {"+12125550100 extension 5", "extension"},
                     {"+12125550100 (ext 5)", "extension"},
                     {"+12125550100 #5", "extension"},
                     {"+12125550100#5", "extension"},
                     {"+12125550100;ext=5", "extension"},
                     {"tel:+1-212-555-0100;ext=3", "extension"},
                     {"tel:+1-212-555-0100;isub=1;EXT=3", "extension"},
                     {"ext 12", "extension"},
                     {"2125550100 e\u200Bxt 5", "extension"},
                     {"call 2125550100 x5", "extension"},
                     {"+12125550100 ext", "letters"},
                     {"+12125550100 x", "letters"},
                     {"+12125550100 text 5", "letters"},
                     {"1x2", "letters"},
                     {"0x12345678", "letters"},
                     {"*31#12125550100", "characters"},
                     {"+12125550100#", "characters"},
                 });
}

BOOST_AUTO_TEST_CASE(tel_parameters_do_not_become_digits) {
  check(plain(), {{"tel:+12125550100;isub=12345", "+12125550100"},
                  {"tel:+12125550100;npdi;rn=+12125550101", "+12125550100"},
                  {"tel:+12125550100;phone-context=example.com", "+12125550100"},
                  {"tel:12125550100;phone-context=+44", "no_country"},
                  {"tel:5550100;phone-context=+1212", "no_country"},
                  {"tel:7042;phone-context=example.com", "too_short"},
                  {"tel:+12125550100;", "characters"},
                  {"tel:+12125550100;+12125550101", "characters"},
                  {"+12125550100;isub=1", "letters"},
                  {"+12125550100;12125550101", "too_long"},
                  {"sip:+12125550100", "letters"}});
  check(american(), {{"tel:2125550100;phone-context=+44", "no_country"}});
}

BOOST_AUTO_TEST_CASE(scientific_notation_is_named_with_point_or_comma) {
  check(plain(), {{"1.42E+10", "scientific_notation"},
                  {"1,42E+10", "scientific_notation"},
                  {"1.42e10", "scientific_notation"},
                  {"1E+11", "scientific_notation"},
                  {" 1.42E+10 ", "scientific_notation"},
                  {"'1.42E+10", "scientific_notation"},
                  {"+1.42E+10", "scientific_notation"},
                  {"1.42E-10", "scientific_notation"},
                  {"1.\u200B42E+10\u00A0", "scientific_notation"},
                  {"1.42E", "letters"},
                  {"E+10", "letters"},
                  {"1.4.2E+10", "letters"},
                  {"1.42E+10 or so", "letters"},
                  {"12E3456", "letters"},
                  {"2125550100E", "letters"}});
}

BOOST_AUTO_TEST_CASE(a_fraction_is_none_of_a_numbers_digits) {
  check(plain(), {
                     {"12125550100.0", "+12125550100 assumed"},
                     {"+12125550100.00", "+12125550100"},
                     {" 12125550100.0  ", "+12125550100 assumed"},
                     {"+12125550100.5", "characters"},
                     {" +12125550100.5", "characters"},
                     {"12125550100.25", "characters"},
                     {"+12125550100.", "+12125550100"},
                     {"+1212555.0100", "+12125550100"},
                     {"+121.25.55.01.00", "+12125550100"},
                     {"+1 2125550100.0", "+121255501000"},
                 });
  check(american(), {{"2125550100.0", "+12125550100"}, {"12125550100.0", "+12125550100"}});
}

BOOST_AUTO_TEST_CASE(letters_are_refused_and_not_dialled) {
  check(plain(), {{"+1-212-FLOWERS", "letters"},
                  {"1-800-FLOWERS", "letters"},
                  {"N/A", "letters"},
                  {"phone", "letters"},
                  {"+1XXXXXXX985", "letters"},
                  {"+12125550100 (mobile)", "letters"},
                  {"+12125550100 or +12125550101", "letters"},
                  {"user@example.com", "letters"},
                  {"Tel. +12125550100", "letters"},
                  {"tel +12125550100", "letters"},
                  {"tel:tel:+12125550100", "letters"},
                  {"\u00E9t\u00E9", "letters"},
                  {"\u0442\u0435\u043B +12125550100", "letters"},
                  {"\u96FB\u8A71", "letters"},
                  {"012x", "letters"}});
}

BOOST_AUTO_TEST_CASE(a_zero_where_the_country_code_belongs_is_refused) {
  check(plain(), {{"02125550100", "leading_zero"},
                  {"0212 555 0100", "leading_zero"},
                  {"(020) 7946 0000", "leading_zero"},
                  {"0", "leading_zero"},
                  {"0123", "leading_zero"},
                  {"+02125550100", "leading_zero"},
                  {"+0012125550100", "leading_zero"},
                  {"00012125550100", "leading_zero"},
                  {"000", "leading_zero"},
                  {"0000000000000000000000000", "leading_zero"},
                  {"0110001112223334445556667", "leading_zero"},
                  {"01112125550100", "leading_zero"},
                  {"+01112125550100", "leading_zero"},
                  {"0212*5550100", "leading_zero"}});
  check(american(), {{"02125550100", "leading_zero"},
                     {"0212555010", "leading_zero"},
                     {"01102125550100", "leading_zero"},
                     {"+01112125550100", "leading_zero"}});
}

BOOST_AUTO_TEST_CASE(a_trunk_zero_in_parentheses_is_dropped_where_the_plan_leaves_no_doubt) {
  check(plain(), {{"+44 (0)20 7946 0000", "+442079460000"},
                  {"+44(0)2079460000", "+442079460000"},
                  {"+44 ( 0 ) 20 7946 0000", "+442079460000"},
                  {"+44 (020) 7946 0000", "+442079460000"},
                  {"0044 (0)20 7946 0000", "+442079460000"},
                  {"(+44) (0)20 7946 0000", "+442079460000"},
                  {"tel:+44(0)20-7946-0000", "+442079460000"},
                  {"+353 (0)1 234 5678", "+35312345678"},
                  {"+44 (20) 7946 0000", "+442079460000"}});
  check(american(), {{"011 44 (0)20 7946 0000", "+442079460000"}});
}

BOOST_AUTO_TEST_CASE(a_zero_in_parentheses_is_refused_where_dropping_it_might_make_another_number) {
  check(plain(), {{"+39 (0)6 1234 5678", "leading_zero"},
                  {"+39 (06) 1234 5678", "leading_zero"},
                  {"+1 (0)212 555 0100", "leading_zero"},
                  {"+44 20 (0)7946 0000", "leading_zero"},
                  {"+44 (0)(0)20 7946 0000", "leading_zero"},
                  {"+44 (0)020 7946 0000", "leading_zero"},
                  {"44 (0)20 7946 0000", "leading_zero"},
                  {"+44 (0)", "too_short"}});
  check(american(), {{"212 (0)555 0100", "leading_zero"}});
}

BOOST_AUTO_TEST_CASE(seven_to_fifteen_digits_are_a_number) {
  check(plain(), {{"+1", "too_short"},
                  {"+123456", "too_short"},
                  {"+1234567", "+1234567"},
                  {"+12345678", "+12345678"},
                  {"+12345678901234", "+12345678901234"},
                  {"+123456789012345", "+123456789012345"},
                  {"+999999999999999", "+999999999999999"},
                  {"+1234567890123456", "too_long"},
                  {"+1 234 567 890 123 456", "too_long"},
                  {"00123456", "too_short"},
                  {"001234567", "+1234567"},
                  {"00123456789012345", "+123456789012345"},
                  {"001234567890123456", "too_long"},
                  {"00", "too_short"},
                  {"1", "too_short"},
                  {"123456", "too_short"},
                  {"1234567890123456", "too_long"},
                  {std::string(30, '1'), "too_long"}});
}

BOOST_AUTO_TEST_CASE(bare_digits_without_a_region_are_taken_as_international_from_eleven_on) {
  check(plain(), {{"1234567", "no_country"},
                  {"12345678", "no_country"},
                  {"123456789", "no_country"},
                  {"2125550100", "no_country"},
                  {"(212) 555-0100", "no_country"},
                  {"12125550100", "+12125550100 assumed"},
                  {"1 (212) 555-0100", "+12125550100 assumed"},
                  {"tel:12125550100", "+12125550100 assumed"},
                  {"'12125550100", "+12125550100 assumed"},
                  {"447700900123", "+447700900123 assumed"},
                  {"123456789012345", "+123456789012345 assumed"}});
}

BOOST_AUTO_TEST_CASE(bare_digits_are_refused_when_told_so) {
  check(rejecting(), {{"2125550100", "no_country"},
                      {"12125550100", "no_country"},
                      {"1 212 555 0100", "no_country"},
                      {"123456789012345", "no_country"},
                      {"1234567890123456", "too_long"},
                      {"123456", "too_short"},
                      {"+12125550100", "+12125550100"},
                      {"0012125550100", "+12125550100"}});
}

BOOST_AUTO_TEST_CASE(a_north_american_region_reads_national_spellings_and_guesses_nothing_else) {
  check(american(), {{"2125550100", "+12125550100"},
                     {"(212) 555-0100", "+12125550100"},
                     {"9995550100", "+19995550100"},
                     {"12125550100", "+12125550100"},
                     {"1-212-555-0100", "+12125550100"},
                     {"+12125550100", "+12125550100"},
                     {"+447700900123", "+447700900123"},
                     {"0012125550100", "+12125550100"},
                     {"01112125550100", "+12125550100"},
                     {"011 44 7700 900123", "+447700900123"},
                     {"011", "too_short"},
                     {"011 123456", "too_short"},
                     {"011 123456789012345", "+123456789012345"},
                     {"011 1234567890123456", "too_long"},
                     {"1125550100", "no_country"},
                     {"11125550100", "no_country"},
                     {"10125550100", "no_country"},
                     {"22125550100", "no_country"},
                     {"5550100", "no_country"},
                     {"12345678", "no_country"},
                     {"212555010", "no_country"},
                     {"447700900123", "no_country"},
                     {"123456789012345", "no_country"},
                     {"1234567890123456", "too_long"},
                     {"555010", "too_short"},
                     {"212555010O", "letters"}});
}

BOOST_AUTO_TEST_CASE(characters_that_no_phone_number_has_are_refused) {
  check(plain(), {{"+1212555*0100", "characters"},
                  {"***", "characters"},
                  {"?", "characters"},
                  {"@", "characters"},
                  {"\"+12125550100\"", "characters"},
                  {"[+12125550100]", "characters"},
                  {"+1212555'0100", "characters"},
                  {"''+12125550100", "characters"},
                  {"++12125550100", "characters"},
                  {"+12125550100+", "characters"},
                  {"+12125550100,5", "characters"},
                  {"+1212555\u00B70100", "characters"},
                  {"+1212555\u20260100", "characters"},
                  {"\U0001F4DE +12125550100", "characters"},
                  {"+12125550100\0"s, "characters"},
                  {"+1212\0005550100"s, "characters"},
                  {"\0"s, "characters"},
                  {"*2125550100", "no_country"},
                  {"12*34", "too_short"}});
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_are_refused) {
  constexpr std::array broken{"\xFF",
                              "\x80",
                              "\xA0",
                              "\xC2",
                              "\xE2\x80",
                              "\xC0\xB1",
                              "\xE0\x80\xB1",
                              "\xED\xA0\x80",
                              "\xF0\x80\x80\xB1",
                              "\xF4\x90\x80\x80",
                              "\xF8\x88\x80\x80",
                              "\xE0\x82\xA0",
                              "\xF0\x80\x82\xA0"};
  for (std::string const b : broken) {
    check(plain(), {{b, "characters"}, {b + "+12125550100", "characters"}, {"+1212" + b + "5550100", "characters"}});
  }
}

BOOST_AUTO_TEST_CASE(two_numbers_in_one_cell_are_never_one) {
  check(plain(), {{"+12125550100 / +12125550101", "characters"},
                  {"+12125550100+12125550101", "characters"},
                  {"+1234567 +1234567", "characters"},
                  {"+12125550100 / 12125550101", "too_long"},
                  {"12125550100 12125550101", "too_long"},
                  {"2125550100/2125550101", "too_long"},
                  {"5550100/5550101", "characters"},
                  {"5550100 5550101", "characters"},
                  {"+5550100-5550101", "characters"},
                  {"555-0100 / 555-0101", "characters"},
                  {"00 1234567 1234567", "characters"},
                  {"12125550100, 12125550101", "too_long"},
                  {"+491234/56789012", "+49123456789012"},
                  {"00491234 5678901", "+4912345678901"},
                  {"555\u200B0100555\u200B0100", "+55501005550100 assumed"}});
}

BOOST_AUTO_TEST_CASE(the_first_of_several_reasons_is_given) {
  check(plain(), {{"0212 abc x5", "letters"},
                  {"02125550100 x5", "extension"},
                  {"0212ABC", "letters"},
                  {"0212", "leading_zero"},
                  {"12ab", "letters"},
                  {"+0 (((", "leading_zero"},
                  {"1234567 *", "no_country"}});
}

BOOST_AUTO_TEST_CASE(a_megabyte_is_read_like_any_other_text) {
  constexpr std::size_t megabyte = 1 << 20;
  std::string xs;
  std::string dots;
  while (xs.size() < megabyte) xs += "x ";
  while (dots.size() < megabyte) dots += "\u200B";
  check(plain(), {{std::string(megabyte, '1'), "too_long"},
                  {std::string(megabyte, '0'), "leading_zero"},
                  {std::string(megabyte, ' ') + "+12125550100" + std::string(megabyte, ' '), "+12125550100"},
                  {dots + "+12125550100", "+12125550100"},
                  {std::string(megabyte, '+'), "characters"},
                  {std::string(megabyte, '#'), "characters"},
                  {std::string(megabyte, 'a'), "letters"},
                  {std::string(megabyte, '\xFF'), "characters"},
                  {std::string(megabyte, '\0'), "characters"},
                  {"+12125550100" + xs, "letters"},
                  {"tel:+12125550100;" + std::string(megabyte, ';'), "characters"}});
}

BOOST_AUTO_TEST_CASE(any_number_comes_back_from_any_spelling) {
  static constexpr std::array<std::string_view, 9> fronts{
      "", " ", "'", "tel:", "TEL: ", "\uFEFF", "\u00A0'", "(", "\t"};
  static constexpr std::array<std::string_view, 11> gaps{"",  "",       "",       " ",      "-",     ".",
                                                         ")", "\u00A0", "\u2011", "\u200B", "\u202C"};
  static constexpr std::array<std::string_view, 3> prefixes{"+", "00", "011"};
  auto const normalize = american();
  for (std::uint32_t const seed : {1U, 20'23U, 77'777U}) {
    std::mt19937_64 random{seed};
    auto const pick = [&](auto const& from) { return from[random() % from.size()]; };
    for (int i = 0; i < 20'000; ++i) {
      std::string digits{static_cast<char>('1' + random() % 9)};
      auto const size = number::min_digits + random() % (number::max_digits - number::min_digits + 1);
      while (digits.size() < size) digits += static_cast<char>('0' + random() % 10);
      std::string text{pick(fronts)};
      text += pick(prefixes);
      // A gap behind every sixth digit at the latest, and none else: two runs of seven would be two numbers.
      for (std::size_t d = 0; d < digits.size(); ++d) (text += digits[d]) += d % 6 == 5 ? " " : pick(gaps);
      BOOST_TEST_CONTEXT("seed " << seed << ", text \"" << text << '"') {
        BOOST_TEST_REQUIRE(describe(normalize(text)) == "+" + digits);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(random_bytes_give_a_number_of_their_own_digits_or_none) {
  static constexpr std::string_view alphabet = "0123456789+-() ./xe#;,'\t\xC2\xA0\xE2\x80\x8B";
  auto const normalize = plain();
  for (std::uint32_t const seed : {3U, 4U}) {
    std::mt19937_64 random{seed};
    for (int i = 0; i < 50'000; ++i) {
      std::string text;
      for (auto left = random() % 24; left > 0; --left) text += alphabet[random() % alphabet.size()];
      std::string digits;
      for (char const c : text) {
        if (c >= '0' && c <= '9') digits += c;
      }
      auto const n = normalize(text);
      if (!n.value) continue;
      auto const found = n.value.to_string().substr(1);
      bool const trunk_zero = text.find("(") != std::string::npos;
      BOOST_TEST_CONTEXT("seed " << seed << ", text \"" << text << '"') {
        BOOST_TEST_REQUIRE((trunk_zero || digits == found || digits == "00" + found));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(clean_text_and_nearly_clean_text_is_read_as_by_the_way_for_everything_else) {
  // A blank in front changes nothing, but leads that way.
  static constexpr std::string_view other{"+-x \0\x2F\x3A\xB0\xFF", 9};
  for (auto const& normalize : {plain(), rejecting(), american()}) {
    for (std::uint32_t const seed : {5U, 6U}) {
      std::mt19937_64 random{seed};
      for (int i = 0; i < 40'000; ++i) {
        std::string text{random() % 2 == 0 ? "+" : ""};
        for (auto left = random() % 18; left > 0; --left) text += static_cast<char>('0' + random() % 10);
        if (!text.empty() && random() % 4 == 0) text[random() % text.size()] = other[random() % other.size()];
        BOOST_TEST_CONTEXT("seed " << seed << ", text \"" << text << '"') {
          BOOST_TEST_REQUIRE(describe(normalize(text)) == describe(normalize(' ' + text)));
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(no_byte_around_a_text_is_read) {
  for (std::size_t size = 0; size < 20; ++size) {
    std::vector<char> const alone(size, '1');  // AddressSanitizer sees every byte beyond it
    std::string const same(size, '1');
    BOOST_TEST(describe(plain()({alone.data(), size})) == describe(plain()(same)));
  }
}

BOOST_AUTO_TEST_CASE(every_north_american_region_reads_ten_digits) {
  for (auto const region : detail::north_american_regions) {
    normalizer const normalize{{.default_region = std::string{region}, .bare = bare_digits::reject}};
    BOOST_TEST(describe(normalize("2125550100")) == "+12125550100");
  }
}

BOOST_AUTO_TEST_CASE(a_region_that_does_not_exist_is_refused_by_name) {
  for (std::string const region : {"XX", "us", "gb", "USA", "U", "1", "001", "ZZ", "EU", "UK"}) {
    BOOST_CHECK_EXCEPTION((normalizer{{.default_region = region, .bare = bare_digits::reject}}), std::invalid_argument,
                          [&](std::invalid_argument const& e) {
                            std::string const what = e.what();
                            return what.find("default_region") == 0 &&
                                   what.find('"' + region + '"') != std::string::npos;
                          });
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs

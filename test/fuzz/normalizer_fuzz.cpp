#include "rcs/normalizer.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "fuzz/claim.hpp"
#include "fuzz/fuzz.hpp"

// One cell of a list behind one byte that chooses the options: `a` none, `b` bare digits refused, `c` and `d` two
// regions of the North American plan, `e` and following others whose national spellings libphonenumber reads.

namespace rcs::test {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Whether `part` is left of `whole` when some of its characters are taken away.
bool is_left_of(std::string_view part, std::string_view whole) {
  auto at = whole.begin();
  for (char const c : part) {
    at = std::find(at, whole.end(), c);
    if (at == whole.end()) return false;
    ++at;
  }
  return true;
}

/// Whether ASCII text has nothing but what may stand around digits; parameters of a URI may hold anything.
bool looks_like_a_number(std::string_view text) {
  auto const first = text.find_first_not_of(" \t\r\n\v\f'");
  auto number_part = text.substr(first, text.find(';') - first);
  if (number_part.size() > 4 && number_part[3] == ':') number_part.remove_prefix(4);
  return number_part.find_first_not_of("0123456789+-.()/' \t\r\n\v\f") == std::string_view::npos &&
         std::count(number_part.begin(), number_part.end(), '+') <= 1;
}

/// `code`: the country code of the default region.
void check_number(normalizer const& n, normalizer_options const& options, std::string_view code, std::string_view text,
                  normalized const& got) {
  auto const written = got.value.to_string();
  auto const digits = std::string_view{written}.substr(1);
  claim(number::from_digits(digits) == got.value, "a number is 7 to 15 digits from 1 to 9", written);
  auto const again = n(written);
  claim(again.value == got.value && !again.assumed_international, "a number is its own normal form", written);
  if (got.assumed_international) {
    claim(options.default_region.empty() && options.bare == bare_digits::international && digits.size() > 10,
          "a country is assumed only of 11 digits or more, and only where that is wanted", written);
  }
  // Only the region's country code may be added.
  bool const added =
      !options.default_region.empty() && digits.starts_with(code) && is_left_of(digits.substr(code.size()), text);
  if (!is_ascii(text)) return;
  claim(added || is_left_of(digits, text), "every digit was typed, in this order", written);
  claim(looks_like_a_number(text), "nothing else was typed", written);
}

}  // namespace

void fuzz(std::string_view input) {
  struct choice {
    normalizer_options options;
    std::string_view code;
    normalizer read{options};
  };
  static std::array<choice, 9> const choices{{{{"", bare_digits::international}, ""},
                                              {{"", bare_digits::reject}, ""},
                                              {{"US", bare_digits::international}, "1"},
                                              {{"CA", bare_digits::reject}, "1"},
                                              {{"GB", bare_digits::international}, "44"},
                                              {{"DE", bare_digits::reject}, "49"},
                                              {{"IT", bare_digits::international}, "39"},
                                              {{"AU", bare_digits::international}, "61"},
                                              {{"RU", bare_digits::international}, "7"}}};
  if (input.empty()) return;
  auto const& [options, code, n] =
      choices[(static_cast<unsigned char>(input.front()) - std::size_t{'a'}) % choices.size()];
  auto const text = input.substr(1);
  auto const got = n(text);
  if (got.value) {
    check_number(n, options, code, text, got);
  } else {
    claim(static_cast<std::size_t>(got.reason) < invalid_reason_names.size(), "a refusal has one of the reasons");
    claim(!got.assumed_international, "nothing is assumed of what is refused");
  }
  // Clean text takes a way of its own; a blank in front of it leads to the other.
  auto const spaced = n(' ' + std::string{text});
  claim(spaced.value == got.value && spaced.reason == got.reason &&
            spaced.assumed_international == got.assumed_international,
        "a blank in front changes nothing", got.value.to_string(), spaced.value.to_string(), to_string(got.reason),
        to_string(spaced.reason));
}

}  // namespace rcs::test

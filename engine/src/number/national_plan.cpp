#include "number/national_plan.hpp"

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include <cstdint>
#include <set>
#include <stdexcept>
#include <utility>

namespace rcs::detail {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

PhoneNumberUtil const& library() {
  return *PhoneNumberUtil::GetInstance();
}

bool is_supported(std::string const& region) {
  std::set<std::string> regions;
  library().GetSupportedRegions(&regions);
  return regions.contains(region);
}

/// Whether numbers of a country have so many digits.
bool is_possible(int country_code, std::size_t national_digits) {
  constexpr std::uint64_t most_twos = 222'222'222'222'222;
  PhoneNumber example;
  example.set_country_code(country_code);
  std::uint64_t twos = most_twos;
  for (auto left = number::max_digits; left > national_digits; --left) twos /= 10;
  example.set_national_number(twos);
  auto const found = library().IsPossibleNumberWithReason(example);
  return found == PhoneNumberUtil::IS_POSSIBLE || found == PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY;
}

/// Whether this is as long as a number of its region. Where a national number begins with 0, its range must be
/// assigned, too: elsewhere it is a prefix that stayed because the rest fits nothing.
bool is_credible(PhoneNumber const& parsed) {
  return library().IsPossibleNumberWithReason(parsed) == PhoneNumberUtil::IS_POSSIBLE &&
         (!parsed.italian_leading_zero() || library().IsValidNumber(parsed));
}

number to_number(PhoneNumber const& parsed) {
  std::string written;
  library().Format(parsed, PhoneNumberUtil::E164, &written);
  return number::from_digits(std::string_view{written}.substr(1)).value_or(number{});
}

}  // namespace

national_plan::national_plan(std::string region) : region_{std::move(region)} {
  if (!is_supported(region_)) {
    throw std::invalid_argument{"default_region: \"" + region_ +
                                "\" is not supported; upper-case ISO 3166 codes are (US, GB, DE, …)"};
  }
  code_ = std::to_string(library().GetCountryCodeForRegion(region_));
  dials_00_ = read("0012125550100").abroad && read("00442079460000").abroad;
  find_complete();
}

/// Asks the library about two numbers behind every two digits, because some of these are national prefixes, which it
/// takes off behind a country code too. A 0 there is always left to `read`.
void national_plan::find_complete() {
  int const code = std::stoi(code_);
  for (std::size_t size = number::min_digits; size <= number::max_digits; ++size) {
    if (!is_possible(code, size - code_.size()) || is_possible(code, size)) continue;
    for (std::size_t next = 10; next < 100; ++next) {
      auto const stays = [&](std::string_view tail) {
        auto const digits =
            code_ + std::to_string(100 + next).substr(1) + std::string{tail.substr(0, size - code_.size() - 2)};
        return read(digits).value == number::from_digits(digits);
      };
      complete_[size][next] = stays("2345678901234") && stays("9876543210987");
    }
  }
}

bool national_plan::is_complete(std::string_view digits) const noexcept {
  if (digits.size() < number::min_digits || digits.size() > number::max_digits || !digits.starts_with(code_))
    return false;
  auto const next = digits.substr(code_.size(), 2);
  return complete_[digits.size()]
                  [std::size_t{10} * static_cast<std::size_t>(next[0] - '0') + static_cast<std::size_t>(next[1] - '0')];
}

national_plan::reading national_plan::read(std::string_view digits) const noexcept {
  if (digits.size() > most_digits) return {};
  PhoneNumber parsed;
  auto const failed = library().ParseAndKeepRawInput(std::string{digits}, region_, &parsed);
  // Only what follows an international prefix can have an unknown country code, or be cut off behind that.
  if (failed == PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR || failed == PhoneNumberUtil::TOO_SHORT_AFTER_IDD) {
    return {.value = {}, .abroad = true};
  }
  if (failed != PhoneNumberUtil::NO_PARSING_ERROR) return {};
  bool const abroad = parsed.country_code_source() == PhoneNumber::FROM_NUMBER_WITH_IDD;
  return {.value = abroad || is_credible(parsed) ? to_number(parsed) : number{}, .abroad = abroad};
}

}  // namespace rcs::detail

#include "rcs/normalizer.hpp"

#include <algorithm>

#include "bytes/digit_run.hpp"
#include "number/decimal_fraction.hpp"
#include "number/glyph_reader.hpp"
#include "number/national_plan.hpp"
#include "number/region.hpp"
#include "number/typed_number.hpp"

namespace rcs {
namespace {

using detail::dialled;
using detail::glyph_reader;
using detail::is_digit;
using detail::typed_number;

normalized refused(invalid_reason why) noexcept {
  return {.value = {}, .reason = why, .assumed_international = false};
}

normalized accepted(number n, bool assumed_international = false) noexcept {
  return {.value = n, .reason = {}, .assumed_international = assumed_international};
}

std::size_t take_digits(glyph_reader& in) noexcept {
  std::size_t count = 0;
  for (; is_digit(in.peek()); in.next()) ++count;
  return count;
}

bool take_any_of(glyph_reader& in, std::string_view glyphs) noexcept {
  if (glyphs.find(in.peek()) == std::string_view::npos) return false;
  in.next();
  return true;
}

/// `1.42E+10` with a point or a comma, in whole: what a spreadsheet makes of a long number.
bool is_scientific_notation(std::string_view text) noexcept {
  constexpr std::size_t max_exponent_digits = 3;
  glyph_reader in{text};
  while (take_any_of(in, " '\n")) continue;
  take_any_of(in, "+-");
  if (take_digits(in) == 0) return false;
  if (take_any_of(in, ".,")) take_digits(in);
  if (!take_any_of(in, "e")) return false;
  take_any_of(in, "+-");
  std::size_t const exponent_digits = take_digits(in);
  while (take_any_of(in, " \n")) continue;
  return exponent_digits > 0 && exponent_digits <= max_exponent_digits && in.peek() == glyph_reader::end;
}

/// Ten digits of the North American plan, perhaps behind its country code; anything else is no number of it. Area codes
/// begin with 2 to 9.
std::optional<number> north_american_number(number digits) noexcept {
  constexpr std::uint64_t country_code_1 = 10'000'000'000;
  constexpr std::uint64_t least_national = 2'000'000'000;
  std::uint64_t const value = digits.value();
  std::uint64_t const national = value < country_code_1 ? value : value - country_code_1;
  if (national < least_national || national >= country_code_1) return std::nullopt;
  return number::from_value(country_code_1 + national);
}

/// What lists are mostly full of: 8 to 15 ASCII digits, the first not 0.
bool is_clean(std::string_view digits) noexcept {
  return digits.size() >= digit_run::min_whole && digits.size() <= number::max_digits && digits.front() != '0' &&
         digit_run::is_whole(digits);
}

}  // namespace

normalizer::normalizer(normalizer_options const& options)
    : north_american_{detail::is_north_american(options.default_region)}, bare_{options.bare} {
  if (!north_american_ && !options.default_region.empty()) {
    plan_ = std::make_shared<detail::national_plan const>(options.default_region);
  }
}

normalized normalizer::operator()(std::string_view text) const noexcept {
  bool const plus = text.starts_with('+');
  std::string_view const digits = text.substr(plus ? 1 : 0);
  if (!is_clean(digits)) return judge_typed(text);
  number const n = number::from_value(digit_run::whole(digits)).value();
  if (plus) return accepted(n);
  return plan_ ? judge_typed(text) : judge_bare(n);
}

/// Not inlined, so that clean text does not pay for the room that this takes.
[[gnu::noinline]] normalized normalizer::judge_typed(std::string_view text) const noexcept {
  // Digits with a prefix, or too few or too many of them, need no scan either.
  bool const plus = text.starts_with('+');
  std::string_view const digits = text.substr(plus ? 1 : 0);
  if (!digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit)) return judge(digits, plus);

  if (auto const quantity = detail::decimal_fraction::of(text); !quantity.whole.empty()) {
    return quantity.zero ? (*this)(quantity.whole) : refused(invalid_reason::characters);
  }
  typed_number const typed{text, north_american_};
  if (typed.empty()) return refused(invalid_reason::empty);
  if (typed.extension) return refused(invalid_reason::extension);
  if (typed.letters) {
    return refused(is_scientific_notation(text) ? invalid_reason::scientific_notation : invalid_reason::letters);
  }
  if (typed.trunk_zero) return refused(invalid_reason::leading_zero);
  if (typed.digits().empty()) return refused(invalid_reason::characters);
  normalized const judged = judge(typed.digits(), typed.plus);
  if (!judged.value) return judged;
  if (typed.local) return refused(invalid_reason::no_country);
  if (typed.foreign || typed.two_numbers()) return refused(invalid_reason::characters);
  return judged;
}

normalized normalizer::judge(std::string_view all_digits, bool plus) const noexcept {
  auto const [international, digits] = dialled::from(all_digits, plus, north_american_);
  if (plan_ && !plus && !(international && plan_->dials_00())) {
    if (plan_->is_complete(all_digits)) return accepted(number::from_digits(all_digits).value());
    auto const [value, abroad] = plan_->read(all_digits);
    if (value) return accepted(value);
    if (abroad) return refused(invalid_reason::no_country);
  }
  if (digits.starts_with('0')) return refused(invalid_reason::leading_zero);
  if (digits.size() < number::min_digits) return refused(invalid_reason::too_short);
  if (digits.size() > number::max_digits) return refused(invalid_reason::too_long);
  number const n = number::from_digits(digits).value();
  if (international) return accepted(n);
  return plan_ ? refused(invalid_reason::no_country) : judge_bare(n);
}

normalized normalizer::judge_bare(number n) const noexcept {
  constexpr std::uint64_t min_assumed = 10'000'000'000;  // fewer than 11 digits may be national of some large country
  if (north_american_) {
    auto const found = north_american_number(n);
    return found ? accepted(*found) : refused(invalid_reason::no_country);
  }
  bool const assumed = bare_ == bare_digits::international && n.value() >= min_assumed;
  return assumed ? accepted(n, true) : refused(invalid_reason::no_country);
}

}  // namespace rcs

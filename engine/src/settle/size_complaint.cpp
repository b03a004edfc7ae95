#include "settle/size_complaint.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rcs/number.hpp"

namespace rcs {
namespace {

using phrases = std::span<std::string_view const>;

// Looked for in text that `spaced` has brought to lower-case words with one blank around each.
constexpr std::string_view about_a_number[]{" invalid number ", " digit ", " digits ", " character ", " characters "};
constexpr std::string_view both_limits[]{" between ", " in the range ", " range of "};
constexpr std::string_view least[]{" minimum ", " min ", " at least ", " too few ", " not enough ", " minitems "};
constexpr std::string_view most[]{" maximum ", " max ",      " at most ",   " too many ", " exceed ",
                                  " exceeds ", " exceeded ", " exceeding ", " maxitems "};
constexpr std::string_view fewer[]{" less than ", " fewer than ", " smaller than ", " lower than ", " below the "};
constexpr std::string_view more[]{" more than ", " greater than ", " larger than ", " higher than ", " above the "};
constexpr std::string_view demands[]{" must ",  " should ",   " shall ",    " need ",
                                     " needs ", " requires ", " expected ", " has to "};
constexpr std::string_view negations[]{" not ", " no ", " cannot ", " t "};  // "can't" is spaced to "can t"

std::string spaced(std::string_view text) {
  std::string out = " ";
  for (char const c : text) {
    bool const is_upper = c >= 'A' && c <= 'Z';
    if (is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

std::size_t find_any(std::string_view text, phrases list) noexcept {
  std::size_t first = std::string_view::npos;
  for (auto const phrase : list) first = std::min(first, text.find(phrase));
  return first;
}

bool has_any(std::string_view text, phrases list) noexcept {
  return find_any(text, list) != std::string_view::npos;
}

/// The figures in the text that can be sizes.
std::vector<std::size_t> figures_of(std::string_view text) {
  std::vector<std::size_t> figures;
  for (std::size_t at = 0; (at = text.find_first_of("0123456789", at)) != std::string_view::npos;) {
    auto const word = text.substr(at, text.find(' ', at) - at);
    std::size_t figure = 0;
    auto const [end, ec] = std::from_chars(word.data(), word.data() + word.size(), figure);
    bool const whole = text[at - 1] == ' ' && end == word.data() + word.size();
    if (ec == std::errc{} && whole && word.size() < number::min_digits) figures.push_back(figure);
    at += word.size();
  }
  return figures;
}

/// The largest limit in the text; 0 if there is none. Beside two limits, the size that was sent is no limit.
std::size_t largest_limit(std::string_view text, std::size_t asked) {
  auto figures = figures_of(text);
  if (figures.size() > 2) std::erase(figures, asked);
  return figures.empty() ? 0 : *std::max_element(figures.begin(), figures.end());
}

/// "Must be less than 501" speaks of the maximum, "is less than 100" and "must not be less than 100" of the minimum.
bool is_demand(std::string_view text, std::size_t comparison) noexcept {
  auto const before = text.substr(0, comparison + 1);
  auto const demand = find_any(before, demands);
  return demand != std::string_view::npos && !has_any(before.substr(demand), negations);
}

struct limits_named {
  bool smallest = false;
  bool largest = false;
};

limits_named read_limits(std::string_view text) noexcept {
  if (has_any(text, both_limits)) return {true, true};
  // "At least one number is invalid" names no limit.
  bool const at_least_one = text.find(" at least one ") != std::string_view::npos;
  limits_named named{has_any(text, least) && !at_least_one, has_any(text, most)};
  if (named.smallest || named.largest) return named;
  if (auto const at = find_any(text, fewer); at != std::string_view::npos) {
    (is_demand(text, at) ? named.largest : named.smallest) = true;
  }
  if (auto const at = find_any(text, more); at != std::string_view::npos) {
    (is_demand(text, at) ? named.smallest : named.largest) = true;
  }
  if (!named.smallest) named.largest |= text.find(" threshold ") != std::string_view::npos;
  return named;
}

}  // namespace

size_complaint read_size_complaint(error_body const& said, std::size_t asked) {
  if (said.has_code("1417") || said.has_code("INVALID_NUMBER")) return size_complaint::none;
  std::string const text = spaced(said.message);
  std::size_t const largest = largest_limit(text, asked);
  bool const limits_length = text.find(" length ") != std::string::npos && largest <= number::max_digits;
  if (limits_length || has_any(text, about_a_number)) return size_complaint::none;

  auto const named = read_limits(text);
  if (named.largest && (!named.smallest || (largest != 0 && asked > largest))) return size_complaint::too_large;
  return named.smallest ? size_complaint::too_small : size_complaint::none;
}

}  // namespace rcs

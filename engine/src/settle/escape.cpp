#include "settle/escape.hpp"

#include <algorithm>
#include <cstddef>

#include "rcs/number.hpp"

namespace rcs {
namespace {

constexpr std::string_view white_space = " \t\r\n\v\f";
constexpr std::string_view cut_mark = "...";
constexpr std::ptrdiff_t digits_shown = 2;

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

void append_other(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  auto const byte = static_cast<unsigned char>(c);
  if (c == '\\') {
    out += "\\\\";
  } else if (byte >= 0x20 && byte < 0x7f) {
    out += c;
  } else {
    out += "\\x";
    out += hex[byte >> 4];
    out += hex[byte & 0xf];
  }
}

std::size_t digits_at_front(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

/// `+44 20 7946 0958`: groups of digits behind a plus. Without one, a date or an address has them too.
std::size_t international_number(std::string_view text) noexcept {
  constexpr std::string_view gaps = " -.()";
  constexpr std::size_t longest_gap = 2;
  std::size_t digits = 0;
  std::size_t end = 0;
  for (std::size_t at = 1; at < text.size() && at - std::max<std::size_t>(end, 1) <= longest_gap; ++at) {
    if (is_digit(text[at])) {
      ++digits;
      end = at + 1;
    } else if (gaps.find(text[at]) == std::string_view::npos) {
      break;
    }
  }
  return digits < number::min_digits ? 0 : end;
}

/// `212-555-0100`, `(212) 555-0100`: the groups of North America.
std::size_t american_number(std::string_view text) noexcept {
  constexpr std::string_view gaps = " -.";
  bool const bracketed = text.starts_with('(');
  std::size_t at = bracketed ? 1 : 0;
  for (std::size_t const group : {3U, 3U, 4U}) {
    if (at >= text.size() || digits_at_front(text.substr(at)) != group) return 0;
    at += group;
    if (group == 4) return at;
    bool const area = at <= 4;
    if (bracketed && area && text.substr(at).starts_with(')')) ++at;
    if (at < text.size() && gaps.find(text[at]) != std::string_view::npos) ++at;
  }
  return 0;
}

/// The length of what is likely a phone number at the front of `text`; 0: none.
std::size_t likely_number(std::string_view text) noexcept {
  if (text.starts_with('+')) return international_number(text);
  auto const digits = digits_at_front(text);
  return digits >= number::min_digits ? digits : american_number(text);
}

void append_masked(std::string& out, std::string_view likely) {
  auto left = std::count_if(likely.begin(), likely.end(), is_digit);
  for (char const c : likely) {
    bool const hidden = is_digit(c) && left-- > digits_shown;
    out += hidden ? '*' : c;
  }
}

}  // namespace

std::string escaped(std::string_view text, std::size_t max_bytes, numbers_shown numbers) {
  std::string out;
  while (!text.empty() && out.size() <= max_bytes) {
    std::size_t taken = 1;
    if (auto const number = numbers == numbers_shown::masked ? likely_number(text) : 0; number != 0) {
      taken = number;
      append_masked(out, text.substr(0, taken));
    } else if (is_digit(text.front())) {
      taken = digits_at_front(text);
      out.append(text.substr(0, taken));
    } else if (white_space.find(text.front()) != std::string_view::npos) {
      taken = std::min(text.find_first_not_of(white_space), text.size());
      if (!out.empty() && taken < text.size()) out += ' ';
    } else {
      append_other(out, text.front());
    }
    text.remove_prefix(taken);
  }
  if (out.size() > max_bytes) {
    out.resize(max_bytes - std::min(cut_mark.size(), max_bytes));
    out.append(cut_mark.substr(0, max_bytes));
  }
  return out;
}

}  // namespace rcs

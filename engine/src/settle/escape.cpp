#include "settle/escape.hpp"

#include <algorithm>

#include "rcs/number.hpp"

namespace rcs {
namespace {

constexpr std::string_view white_space = " \t\r\n\v\f";
constexpr std::string_view cut_mark = "...";
constexpr std::size_t digits_shown = 2;

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

void append_digits(std::string& out, std::string_view run) {
  std::size_t const hidden = run.size() < number::min_digits ? 0 : run.size() - digits_shown;
  out.append(hidden, '*').append(run.substr(hidden));
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

}  // namespace

std::string escaped(std::string_view text, std::size_t max_bytes) {
  std::string out;
  while (!text.empty() && out.size() <= max_bytes) {
    std::size_t taken = 1;
    if (is_digit(text.front())) {
      taken = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
      append_digits(out, text.substr(0, taken));
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

#include "wire/redact.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

namespace rcs {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 5> entities{
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};

/// Whether `digits`, all of them, are the number of `c`.
bool is_code_of(std::string_view digits, int base, char c) noexcept {
  unsigned value = 0;
  auto const* const end = digits.data() + digits.size();
  auto const [read, error] = std::from_chars(digits.data(), end, value, base);
  return error == std::errc{} && read == end && value == static_cast<unsigned char>(c);
}

std::size_t spelled_as_entity(std::string_view text, char c) noexcept {
  for (auto const& [entity, meant] : entities) {
    if (meant == c && text.starts_with(entity)) return entity.size();
  }
  constexpr std::size_t longest = 8;
  auto const end = text.substr(0, longest).find(';');
  if (!text.starts_with("&#") || end == std::string_view::npos) return 0;
  bool const hexadecimal = text[2] == 'x' || text[2] == 'X';
  std::size_t const digits = hexadecimal ? 3 : 2;
  return end > digits && is_code_of(text.substr(digits, end - digits), hexadecimal ? 16 : 10, c) ? end + 1 : 0;
}

/// How many characters at the front of `text` spell `c`; 0 if it begins otherwise.
std::size_t spelled(std::string_view text, char c) noexcept {
  if (text.starts_with("\\u") && is_code_of(text.substr(2, 4), 16, c)) return 6;
  if (text.starts_with('\\') && text.size() > 1 && text[1] == c) return 2;
  if (text.starts_with('%') && is_code_of(text.substr(1, 2), 16, c)) return 3;
  if (auto const length = spelled_as_entity(text, c); length != 0) return length;
  return text.starts_with(c) ? 1 : 0;
}

/// How many characters at the front of `text` spell `secret`; 0 if it begins otherwise.
std::size_t spelled(std::string_view text, std::string_view secret) noexcept {
  if (text.starts_with(secret)) return secret.size();
  std::size_t at = 0;
  for (char const c : secret) {
    auto const length = spelled(text.substr(at), c);
    if (length == 0) return 0;
    at += length;
  }
  return at;
}

}  // namespace

void redact(std::string& words, std::string_view secret) {
  constexpr std::string_view mask = "***";
  if (secret.empty()) return;
  for (std::size_t at = 0; at < words.size();) {
    auto const length = spelled(std::string_view{words}.substr(at), secret);
    if (length != 0) words.replace(at, length, mask);
    at += length != 0 ? mask.size() : 1;
  }
}

}  // namespace rcs

#include "sink/json_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace rcs {
namespace {

/// Bytes that stand for themselves.
constexpr auto plain = [] {
  std::array<bool, 256> table{};
  for (std::size_t i = 0x20; i < 0x80; ++i) table[i] = i != '"' && i != '\\';
  return table;
}();

unsigned byte_of(char c) noexcept {
  return static_cast<unsigned char>(c);
}

/// A sequence of UTF-8, or as much of it as is there.
struct sequence {
  std::size_t length;
  bool valid;
};

/// Reads the sequence that a byte of 0x80 or more starts, by the table of well-formed sequences (Unicode 15, table
/// 3-7): the second byte has a narrower range behind some first bytes, the others are 80..BF.
sequence read_sequence(std::string_view text) noexcept {
  unsigned const first = byte_of(text[0]);
  if (first < 0xC2 || first > 0xF4) return {1, false};
  std::size_t const length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  unsigned const low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  unsigned const high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  for (std::size_t i = 1; i < length; ++i) {
    if (i == text.size()) return {i, false};
    unsigned const next = byte_of(text[i]);
    bool const fits = i == 1 ? next >= low && next <= high : next >= 0x80 && next <= 0xBF;
    if (!fits) return {i, false};
  }
  return {length, true};
}

char* write(char* at, std::string_view text) noexcept {
  return std::copy(text.begin(), text.end(), at);
}

char* write_escape(char* at, char c) noexcept {
  constexpr std::string_view hex = "0123456789abcdef";
  *at++ = '\\';
  switch (c) {
    case '"':
    case '\\':
      *at++ = c;
      return at;
    case '\n':
      *at++ = 'n';
      return at;
    case '\r':
      *at++ = 'r';
      return at;
    case '\t':
      *at++ = 't';
      return at;
    default:
      at = write(at, "u00");
      *at++ = hex[byte_of(c) >> 4];
      *at++ = hex[byte_of(c) & 0xF];
      return at;
  }
}

}  // namespace

char* write_json_string(char* at, std::string_view text) noexcept {
  constexpr std::string_view replacement = "\xEF\xBF\xBD";
  *at++ = '"';
  for (std::size_t i = 0; i < text.size();) {
    char const c = text[i];
    if (plain[byte_of(c)]) {
      *at++ = c;
      ++i;
    } else if (byte_of(c) < 0x80) {
      at = write_escape(at, c);
      ++i;
    } else {
      auto const [length, valid] = read_sequence(text.substr(i));
      at = write(at, valid ? text.substr(i, length) : replacement);
      i += length;
    }
  }
  *at++ = '"';
  return at;
}

void append_json_string(std::string& out, std::string_view text) {
  std::size_t const size = out.size();
  out.resize(size + max_json_size(text));
  char const* const end = write_json_string(out.data() + size, text);
  out.resize(static_cast<std::size_t>(end - out.data()));
}

}  // namespace rcs

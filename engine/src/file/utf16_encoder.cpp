#include "file/utf16_encoder.hpp"

namespace rcs {
namespace {

constexpr char32_t replacement = U'\uFFFD';

struct character {
  char32_t value;
  std::size_t size;  ///< 0: it goes on behind the text
};

/// The character in front of a text that is not empty; of what is none, as much is replaced at once as could have been
/// the beginning of one (Unicode 3.9, table 3-7, but with surrogates).
character first_of(std::string_view text) noexcept {
  auto const lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80U) return {lead, 1};
  if (lead < 0xC2U || lead > 0xF4U) return {replacement, 1};
  std::size_t const size = lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
  unsigned lowest = lead == 0xE0U ? 0xA0U : lead == 0xF0U ? 0x90U : 0x80U;
  unsigned highest = lead == 0xF4U ? 0x8FU : 0xBFU;
  char32_t value = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (i == text.size()) return {replacement, 0};
    auto const next = static_cast<unsigned char>(text[i]);
    if (next < lowest || next > highest) return {replacement, i};
    value = value << 6U | (next & 0x3FU);
    lowest = 0x80U;
    highest = 0xBFU;
  }
  return {value, size};
}

}  // namespace

void utf16_encoder::encode(std::string_view bytes, std::string& to) {
  std::string joined;
  if (!begun_.empty()) bytes = joined.append(begun_).append(bytes);
  while (!bytes.empty()) {
    auto const next = first_of(bytes);
    if (next.size == 0) break;
    append(next.value, to);
    bytes.remove_prefix(next.size);
  }
  begun_ = bytes;
}

void utf16_encoder::end_member(std::string& to) {
  if (!begun_.empty()) append(replacement, to);
  begun_.clear();
}

void utf16_encoder::append(char32_t c, std::string& to) const {
  if (c < 0x10000U) return append_unit(c, to);
  append_unit(0xD800U + ((c - 0x10000U) >> 10U), to);
  append_unit(0xDC00U + (c & 0x3FFU), to);
}

void utf16_encoder::append_unit(char32_t unit, std::string& to) const {
  auto const low = static_cast<char>(unit);
  auto const high = static_cast<char>(unit >> 8U);
  to += big_endian_ ? high : low;
  to += big_endian_ ? low : high;
}

}  // namespace rcs

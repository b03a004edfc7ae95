#include "file/utf16_encoder.hpp"

namespace rcs {
namespace {

constexpr char32_t replacement = U'\uFFFD';
constexpr std::size_t unit_bytes = 2;

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
  auto const size = to.size();
  to.resize(size + bytes.size() * unit_bytes);  // no byte becomes more than a unit
  char* end = to.data() + size;
  while (!bytes.empty()) {
    auto const next = first_of(bytes);
    if (next.size == 0) break;
    end = put(next.value, end);
    bytes.remove_prefix(next.size);
  }
  begun_ = bytes;
  to.resize(static_cast<std::size_t>(end - to.data()));
}

void utf16_encoder::end_member(std::string& to) {
  if (begun_.empty()) return;
  begun_.clear();
  to.resize(to.size() + unit_bytes);
  static_cast<void>(put_unit(replacement, to.data() + to.size() - unit_bytes));
}

/// Puts a character; where the next one goes.
char* utf16_encoder::put(char32_t c, char* to) const noexcept {
  if (c < 0x10000U) return put_unit(c, to);
  return put_unit(0xDC00U + (c & 0x3FFU), put_unit(0xD800U + ((c - 0x10000U) >> 10U), to));
}

char* utf16_encoder::put_unit(char32_t unit, char* to) const noexcept {
  to[big_endian_ ? 1 : 0] = static_cast<char>(unit);
  to[big_endian_ ? 0 : 1] = static_cast<char>(unit >> 8U);
  return to + unit_bytes;
}

}  // namespace rcs

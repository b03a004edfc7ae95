#include "number/glyph_reader.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace rcs::detail {
namespace {

constexpr char ignored = '\0';
constexpr char letter = glyph_reader::other_letter;

/// A stretch of code points that mean the same; `0` stands for ten digits in a row.
struct code_range {
  char32_t first;
  char32_t last;
  char meaning;
};

/// Everything beyond ASCII that is not foreign. White_Space and Default_Ignorable_Code_Point are complete (Unicode
/// 15.0, PropList.txt and DerivedCoreProperties.txt). Letters are coarse on purpose: they only tell one refusal from
/// another.
constexpr std::array code_ranges = std::to_array<code_range>({
    {0x0085, 0x0085, glyph_reader::line_break},
    {0x00A0, 0x00A0, ' '},
    {0x00AA, 0x00AA, letter},
    {0x00AD, 0x00AD, ignored},
    {0x00B5, 0x00B5, letter},
    {0x00BA, 0x00BA, letter},
    {0x00C0, 0x00D6, letter},
    {0x00D8, 0x00F6, letter},
    {0x00F8, 0x02AF, letter},
    {0x034F, 0x034F, ignored},
    {0x0370, 0x03FF, letter},
    {0x0400, 0x0481, letter},
    {0x048A, 0x052F, letter},
    {0x0531, 0x0587, letter},
    {0x05D0, 0x05F2, letter},
    {0x061C, 0x061C, ignored},
    {0x0620, 0x064A, letter},
    {0x0660, 0x0669, '0'},
    {0x066E, 0x06D3, letter},
    {0x06F0, 0x06F9, '0'},
    {0x0904, 0x0939, letter},
    {0x0E01, 0x0E30, letter},
    {0x10A0, 0x10FF, letter},
    {0x1100, 0x115E, letter},
    {0x115F, 0x1160, ignored},
    {0x1161, 0x11FF, letter},
    {0x1680, 0x1680, ' '},
    {0x17B4, 0x17B5, ignored},
    {0x180B, 0x180F, ignored},
    {0x1E00, 0x1FFF, letter},
    {0x2000, 0x200A, ' '},
    {0x200B, 0x200F, ignored},
    {0x2010, 0x2015, '-'},
    {0x2018, 0x2019, '\''},
    {0x2028, 0x2029, glyph_reader::line_break},
    {0x202A, 0x202E, ignored},
    {0x202F, 0x202F, ' '},
    {0x205F, 0x205F, ' '},
    {0x2060, 0x206F, ignored},
    {0x2212, 0x2212, '-'},
    {0x3000, 0x3000, ' '},
    {0x3041, 0x30FF, letter},
    {0x3164, 0x3164, ignored},
    {0x3400, 0x9FFF, letter},
    {0xAC00, 0xD7A3, letter},
    {0xFE00, 0xFE0F, ignored},
    {0xFE58, 0xFE58, '-'},
    {0xFE63, 0xFE63, '-'},
    {0xFEFF, 0xFEFF, ignored},
    {0xFF08, 0xFF08, '('},
    {0xFF09, 0xFF09, ')'},
    {0xFF0B, 0xFF0B, '+'},
    {0xFF0D, 0xFF0D, '-'},
    {0xFF0E, 0xFF0E, '.'},
    {0xFF0F, 0xFF0F, '/'},
    {0xFF10, 0xFF19, '0'},
    {0xFF21, 0xFF3A, letter},
    {0xFF41, 0xFF5A, letter},
    {0xFFA0, 0xFFA0, ignored},
    {0xFFF0, 0xFFF8, ignored},
    {0x1BCA0, 0x1BCA3, ignored},
    {0x1D173, 0x1D17A, ignored},
    {0xE0000, 0xE0FFF, ignored},
});

static_assert(std::is_sorted(code_ranges.begin(), code_ranges.end(),
                             [](code_range const& a, code_range const& b) { return a.last < b.first; }));

constexpr char meaning_of(char32_t code) noexcept {
  auto const at = std::lower_bound(code_ranges.begin(), code_ranges.end(), code,
                                   [](code_range const& range, char32_t c) { return range.last < c; });
  if (at == code_ranges.end() || code < at->first) return glyph_reader::foreign;
  return at->meaning == '0' ? static_cast<char>('0' + (code - at->first)) : at->meaning;
}

constexpr char ascii_meaning(unsigned char c) noexcept {
  if (c >= '\t' && c <= '\r') return glyph_reader::line_break;
  if (c < ' ' || c > '~') return glyph_reader::foreign;
  return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/// Takes one character beyond ASCII off the front of `text` and returns its code point, or one byte and U+FFFD if it
/// is not UTF-8: cut, overlong, a surrogate or above U+10FFFF.
constexpr char32_t take_code_point(std::string_view& text) noexcept {
  constexpr char32_t not_utf8 = 0xFFFD;
  auto const lead = static_cast<unsigned char>(text.front());
  std::size_t const size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  char32_t code = lead & (0xFFU >> (size + 1));
  bool good = size != 0 && size <= text.size();
  for (std::size_t i = 1; good && i < size; ++i) {
    auto const c = static_cast<unsigned char>(text[i]);
    good = (c & 0xC0U) == 0x80;
    code = code << 6U | (c & 0x3FU);
  }
  good = good && !(size == 3 && code < 0x800) && !(size == 4 && (code < 0x10000 || code > 0x10FFFF)) &&
         !(code >= 0xD800 && code <= 0xDFFF);
  text.remove_prefix(good ? size : 1);
  return good ? code : not_utf8;
}

}  // namespace

char glyph_reader::next() noexcept {
  while (!rest_.empty()) {
    auto const c = static_cast<unsigned char>(rest_.front());
    if (c < 0x80) {
      rest_.remove_prefix(1);
      return ascii_meaning(c);
    }
    char const meaning = meaning_of(take_code_point(rest_));
    if (meaning != ignored) return meaning;
  }
  return end;
}

}  // namespace rcs::detail

#include "file/utf16.hpp"

namespace rcs {
namespace {

constexpr std::size_t unit_bytes = 2;

template <text_encoding Encoding>
char32_t unit_at(char const* at) noexcept {
  constexpr std::size_t low = Encoding == text_encoding::utf16_le ? 0 : 1;
  return static_cast<char32_t>(static_cast<unsigned char>(at[low]) | static_cast<unsigned char>(at[1 - low]) << 8U);
}

constexpr bool is_first_half(char32_t unit) noexcept {
  return (unit & 0xFC00U) == 0xD800U;
}
constexpr bool is_second_half(char32_t unit) noexcept {
  return (unit & 0xFC00U) == 0xDC00U;
}
constexpr char32_t join(char32_t first, char32_t second) noexcept {
  return 0x10000U + ((first & 0x3FFU) << 10U) + (second & 0x3FFU);
}

/// Puts a character that is not ASCII; where the next one goes.
char* put(char32_t c, char* to) noexcept {
  auto const put_bits = [&](unsigned lead, unsigned shift) { *to++ = static_cast<char>(lead | c >> shift); };
  auto const put_rest = [&](unsigned shift) { *to++ = static_cast<char>(0x80U | (c >> shift & 0x3FU)); };
  if (c < 0x800U) {
    put_bits(0xC0U, 6);
  } else if (c < 0x10000U) {
    put_bits(0xE0U, 12);
    put_rest(6);
  } else {
    put_bits(0xF0U, 18);
    put_rest(12);
    put_rest(6);
  }
  put_rest(0);
  return to;
}

template <text_encoding Encoding>
std::size_t decode(std::string_view& in, std::span<char> out, bool at_end) noexcept {
  char const* from = in.data();
  char const* const end = from + in.size();
  char* to = out.data();
  char* const room = to + out.size();
  while (end - from >= static_cast<std::ptrdiff_t>(unit_bytes) &&
         room - to >= static_cast<std::ptrdiff_t>(longest_utf8)) {
    auto c = unit_at<Encoding>(from);
    if (c < 0x80U) {
      *to++ = static_cast<char>(c);
      from += unit_bytes;
      continue;
    }
    std::size_t taken = unit_bytes;
    if (is_first_half(c)) {
      bool const alone = end - from < static_cast<std::ptrdiff_t>(2 * unit_bytes);
      if (alone && !at_end) break;
      if (auto const next = alone ? U'\0' : unit_at<Encoding>(from + unit_bytes); is_second_half(next)) {
        c = join(c, next);
        taken += unit_bytes;
      }
    }
    to = put(c, to);
    from += taken;
  }
  in.remove_prefix(static_cast<std::size_t>(from - in.data()));
  return static_cast<std::size_t>(to - out.data());
}

}  // namespace

std::size_t utf16_to_utf8(text_encoding from, std::string_view& in, std::span<char> out, bool at_end) noexcept {
  return from == text_encoding::utf16_be ? decode<text_encoding::utf16_be>(in, out, at_end)
                                         : decode<text_encoding::utf16_le>(in, out, at_end);
}

}  // namespace rcs

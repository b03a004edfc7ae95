#pragma once

#include <string_view>

namespace rcs::detail {

/// Reads typed text, UTF-8, one character after another, reduced to what each means in a phone number:
///
/// - `0` to `9`: a digit, also a fullwidth or Arabic-Indic one
/// - `a` to `z`: an ASCII letter of either case; `other_letter`: a letter of another script
/// - a space: any space; `line_break`: a tab or any line break, because what stands behind it is another column or line
/// - `-` `(` `)` `.` `/` `+` `'`: these, with Unicode's dashes, curly apostrophes and fullwidth forms
/// - any other visible ASCII character: itself
/// - `foreign`: all else: controls, other symbols, bytes that are not UTF-8
///
/// Characters that Unicode calls default ignorable (zero-width, bidi controls, soft hyphen, byte order mark) are passed
/// over. Copying a reader is cheap, and how to look ahead.
class glyph_reader {
 public:
  static constexpr char end = '\0';
  static constexpr char line_break = '\n';
  static constexpr char other_letter = 'L';
  static constexpr char foreign = '?';

  explicit glyph_reader(std::string_view text) noexcept : rest_{text} {}

  /// The next glyph, `end` behind the last.
  char next() noexcept;

  /// What `next` will return.
  [[nodiscard]] char peek() const noexcept { return glyph_reader{*this}.next(); }

 private:
  std::string_view rest_;
};

[[nodiscard]] constexpr bool is_digit(char glyph) noexcept {
  return glyph >= '0' && glyph <= '9';
}

[[nodiscard]] constexpr bool is_letter(char glyph) noexcept {
  return (glyph >= 'a' && glyph <= 'z') || glyph == glyph_reader::other_letter;
}

}  // namespace rcs::detail

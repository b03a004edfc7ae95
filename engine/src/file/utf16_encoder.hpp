#pragma once

#include <string>

#include "file/byte_encoder.hpp"
#include "file/text_encoding.hpp"

namespace rcs {

/// UTF-8 to UTF-16. Takes back what `utf16_to_utf8` has done, halves of surrogate pairs included; no byte order mark is
/// added to the text's own. What is not UTF-8 becomes U+FFFD.
class utf16_encoder final : public byte_encoder {
 public:
  /// `into` is one of the two kinds of UTF-16.
  explicit utf16_encoder(text_encoding into) noexcept : big_endian_{into == text_encoding::utf16_be} {}

  void encode(std::string_view bytes, std::string& to) override;
  /// The beginning of a character that did not go on becomes U+FFFD.
  void end_member(std::string& to) override;

 private:
  [[nodiscard]] char* put(char32_t c, char* to) const noexcept;
  [[nodiscard]] char* put_unit(char32_t unit, char* to) const noexcept;

  bool big_endian_;
  std::string begun_;  ///< the beginning of a character
};

}  // namespace rcs

#pragma once

#include <string_view>
#include <vector>

#include "file/byte_input.hpp"
#include "file/text_encoding.hpp"

namespace rcs {

/// The text of an input that may be UTF-16, as UTF-8. UTF-16 is known by its byte order mark or its first characters;
/// anything else is passed on as it is, without being copied. A byte order mark is passed on as a character like the
/// others, and half of a surrogate pair as WTF-8, so that `utf16_encoder` gives the same bytes again. An odd byte at
/// the end is a `list_error`.
class utf8_input final : public byte_input {
 public:
  /// `encoded` outlives it.
  explicit utf8_input(byte_input& encoded) noexcept : encoded_{encoded} {}

  std::size_t read(std::span<char> to, std::error_code& ec) override;
  void interrupt() noexcept override { encoded_.interrupt(); }
  [[nodiscard]] bool interrupted() const noexcept override { return encoded_.interrupted(); }

  /// How the input is encoded; UTF-8 before the first `read`.
  [[nodiscard]] text_encoding encoding() const noexcept { return encoding_; }

 private:
  std::size_t read_first(std::span<char> to, std::error_code& ec);
  std::size_t decode(std::span<char> to, std::error_code& ec);
  bool fill(std::error_code& ec);

  byte_input& encoded_;
  bool begun_ = false;
  bool at_end_ = false;
  text_encoding encoding_ = text_encoding::utf8;
  std::vector<char> buffer_;  ///< encoded bytes
  std::string_view left_;     ///< those of them that have not been taken
};

}  // namespace rcs

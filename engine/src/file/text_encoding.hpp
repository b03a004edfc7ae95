#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rcs {

/// How characters are written as bytes.
enum class text_encoding : std::uint8_t {
  utf8,      ///< or anything else that is not looked into
  utf16_le,  ///< least significant byte first
  utf16_be,  ///< most significant byte first
};

/// The encoding of a text that begins so, by its byte order mark, or without one by the zeros between its first two
/// characters; nothing as long as more of it is needed to tell, which is never the case from 4 bytes on.
[[nodiscard]] std::optional<text_encoding> recognise_encoding(std::string_view head) noexcept;

}  // namespace rcs

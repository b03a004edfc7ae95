#pragma once

#include <system_error>

namespace rcs {

/// Why a list cannot be read to its end, though its bytes can.
enum class list_error {
  ends_early = 1,    ///< compressed, and cut off
  damaged,           ///< compressed, and not what it was when it was made
  followed,          ///< compressed, and something stands behind that is no part of it
  needs_too_much,    ///< compressed by zstd with a dictionary, or over so long a distance that it takes too much memory
  half_a_character,  ///< UTF-16, with an odd number of bytes
  workbook,          ///< no text: a spreadsheet's own format, or a ZIP archive
  foreign_packing    ///< compressed by something else than gzip and zstd
};

[[nodiscard]] std::error_category const& list_category() noexcept;
[[nodiscard]] std::error_code make_error_code(list_error what) noexcept;

}  // namespace rcs

template <>
struct std::is_error_code_enum<rcs::list_error> : std::true_type {};

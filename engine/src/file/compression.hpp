#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rcs {

/// What a file is compressed with.
enum class compression : std::uint8_t { none, gzip, zstd };

/// What a file that begins so is compressed with; nothing as long as more of it is needed to tell that, or
/// what `recognise_foreign` tells, which is never the case from 10 bytes on.
[[nodiscard]] std::optional<compression> recognise_compression(std::string_view head) noexcept;

/// What is no text, and can be told so.
enum class foreign_file : std::uint8_t {
  none,
  workbook,  ///< `.xlsx`, any other ZIP archive, or the older `.xls`
  packed,    ///< by xz or bzip2
};

/// What a file that begins so is; `head` is as long as `recognise_compression` needs, or all there is.
[[nodiscard]] foreign_file recognise_foreign(std::string_view head) noexcept;

/// What a file of this name is expected to be compressed with, by `.gz` and `.zst`.
[[nodiscard]] compression compression_of(std::string_view file_name) noexcept;

}  // namespace rcs

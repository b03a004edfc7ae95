#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rcs {

/// What a file is compressed with.
enum class compression : std::uint8_t { none, gzip, zstd };

/// What a file that begins so is compressed with; nothing as long as more of it is needed to tell, which is never the
/// case from 4 bytes on.
[[nodiscard]] std::optional<compression> recognise_compression(std::string_view head) noexcept;

/// What a file of this name is expected to be compressed with, by `.gz` and `.zst`.
[[nodiscard]] compression compression_of(std::string_view file_name) noexcept;

}  // namespace rcs

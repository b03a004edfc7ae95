#pragma once

#include <string>
#include <string_view>
#include <system_error>

namespace rcs {

inline constexpr std::string_view replacement_suffix = ".tmp";

/// Replaces a file by one of this content, for its owner alone: at any instant, and after a crash at any instant, it is
/// the old file or the new one, whole, and once this returns it is the new one. Takes two waits for the disk. The new
/// file is made as `name` with `replacement_suffix` behind it; a file of that name is removed.
[[nodiscard]] std::error_code replace_file(std::string const& name, std::string_view content);

/// Brings to disk which files there are in the folder of `name`: a new file is not found after a power cut without.
[[nodiscard]] std::error_code sync_folder_of(std::string const& name);

}  // namespace rcs

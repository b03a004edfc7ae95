#pragma once

#include <cstdint>
#include <string>

#include "scrub/settings.hpp"
#include "sink/checkpoint_file.hpp"

namespace rcs::scrub {

/// What must be the same for a run to be gone on with, each under the name that people know it by: the list, the
/// account, the numbers that are not to be asked, and what the rows depend on. Reads these lists once. The SID is in it
/// as a hash; the key, and how fast and how patiently is asked, may change. Throws `std::system_error` if the list
/// cannot be read.
[[nodiscard]] checkpoint_file::fingerprint fingerprint_of(settings const& s);

/// All of a file: its size and its hash (XXH3, 128 bits). Throws `std::system_error` if it cannot be read.
struct file_content {
  std::uint64_t bytes = 0;
  std::string hash;
};
[[nodiscard]] file_content content_of(std::string const& file);

/// Of a text that is not to be shown, in hexadecimal digits.
[[nodiscard]] std::string sha256_of(std::string const& text);

/// The first thing that differs, for people; empty if nothing does.
[[nodiscard]] std::string difference(checkpoint_file::fingerprint const& then, checkpoint_file::fingerprint const& now);

}  // namespace rcs::scrub

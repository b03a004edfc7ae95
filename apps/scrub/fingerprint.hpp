#pragma once

#include "scrub/settings.hpp"
#include "sink/checkpoint_file.hpp"

namespace rcs::scrub {

/// What must be the same for a run to be gone on with, each under the name that people know it by: the list, the
/// account, the numbers that are not to be asked, and what the rows depend on. Reads these lists once. The SID is in it
/// as a hash; the key, and how fast and how patiently is asked, may change. Throws `std::system_error` if the list
/// cannot be read.
[[nodiscard]] checkpoint_file::fingerprint fingerprint_of(settings const& s);

/// The first thing that differs, for people; empty if nothing does.
[[nodiscard]] std::string difference(checkpoint_file::fingerprint const& then, checkpoint_file::fingerprint const& now);

}  // namespace rcs::scrub

#pragma once

#include <cstddef>
#include <cstdint>

#include "settle/error_body.hpp"

namespace rcs {

/// What a refusal says of the size of a batch.
enum class size_complaint : std::uint8_t { none, too_small, too_large };

/// Whether the server's words speak of the least or greatest size of a batch, in any of the usual phrasings ("at least
/// 100 unique valid numbers", "must NOT have more than 500 items", "exceeds the current threshold"). The vendor
/// publishes no wording, so this errs on the side of the size: a batch planned again costs an attempt, while one
/// bisected for nothing costs rejections. Words on the digits of a number ("at least 7 digits", `INVALID_NUMBER`) are
/// none on the size.
///
/// A text that names both limits ("between 100 and 500") is taken as too large if `asked` is more than the largest
/// figure in it, and as too small otherwise: upstream drops what it thinks invalid before it counts.
[[nodiscard]] size_complaint read_size_complaint(error_body const& said, std::size_t asked);

}  // namespace rcs

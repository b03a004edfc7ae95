#pragma once

#include <string_view>

namespace rcs {

/// The library's version, as sent in `User-Agent`.
inline constexpr std::string_view version = "0.1.0";

}  // namespace rcs

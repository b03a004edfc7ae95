#pragma once

#include <system_error>

namespace rcs {

/// Why the rows of a list cannot be read, though its bytes can.
enum class source_error {
  layout_unknown = 1,  ///< `recognition::refusal` says more
  line_too_long,       ///< for a source that keeps all bytes
};

[[nodiscard]] std::error_code make_error_code(source_error what) noexcept;

}  // namespace rcs

template <>
struct std::is_error_code_enum<rcs::source_error> : std::true_type {};

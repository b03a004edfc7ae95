#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "source/line_splitter.hpp"

namespace rcs {

/// How a text list is laid out. CSV and NDJSON in general have their place here.
enum class list_format : std::uint8_t {
  lines,          ///< one number per line
  failed_csv,     ///< a failed list of this program, CSV, below its header
  failed_ndjson,  ///< the same as NDJSON
};

/// The first line of a failed list in CSV.
inline constexpr std::string_view failed_list_header =
    "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail,attempts";

/// The layout of a list by its first line, given without its line end.
[[nodiscard]] list_format recognise(std::string_view first_line) noexcept;

/// The first record of `input`, as `next_line` gives it.
[[nodiscard]] std::optional<record> next_record(list_format format, std::string_view input, bool at_end) noexcept;

/// The part of a record that should be a number; the whole record where it has no such part, so that it is reported as
/// it stands. A view into `record`.
[[nodiscard]] std::string_view number_cell(list_format format, std::string_view record) noexcept;

}  // namespace rcs

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "rcs/source.hpp"

namespace rcs {

/// How a text list is laid out. CSV and NDJSON in general have their place here.
enum class list_format : std::uint8_t {
  lines,          ///< one number per line
  failed_csv,     ///< a failed list of this program, CSV
  failed_ndjson,  ///< the same as NDJSON
};

/// The first line of a failed list in CSV.
inline constexpr std::string_view failed_list_header =
    "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail,attempts";

/// What `text`, the beginning of a list with at least its first line, is.
[[nodiscard]] list_format recognise(std::string_view text) noexcept;

/// The length of the part of `text` that is whole records, line ends included; 0 if there is none yet.
[[nodiscard]] std::size_t whole_records(std::string_view text, list_format format) noexcept;

/// Appends the cells of `text`, which is whole records (the last may lack its line end), to `into`. `line` is the line
/// that `text` begins at, and becomes the one behind it. The header of a failed list is no row.
void cut_records(std::string_view text, list_format format, std::uint64_t& line, row_block& into);

}  // namespace rcs

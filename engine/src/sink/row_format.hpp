#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "rcs/result.hpp"
#include "sink/text_buffer.hpp"

namespace rcs {

/// How rows are written.
enum class row_format : std::uint8_t { csv, ndjson };

/// The line above the rows, newline included; empty for NDJSON. `with_attempts` adds the failed list's last column.
[[nodiscard]] std::string_view header_of(row_format format, bool with_attempts) noexcept;

/// Appends rows, newlines included: row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail[,attempts].
/// CSV is quoted by RFC 4180 (records end with LF); NDJSON has the same names, leaves out what is not known, writes
/// `rcs_enabled` as a boolean, and replaces bytes that are not UTF-8 by U+FFFD. Allocates only to grow `out`, which
/// needs room for a row at its longest, every byte escaped.
void append_rows(text_buffer& out, std::span<result const> rows, row_format format, bool with_attempts);

}  // namespace rcs

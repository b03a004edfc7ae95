#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace rcs {

/// Reads an HTTP-date (RFC 9110, 5.6.7) in any of its three forms:
///
///     Sun, 06 Nov 1994 08:49:37 GMT      IMF-fixdate
///     Sunday, 06-Nov-94 08:49:37 GMT     RFC 850
///     Sun Nov  6 08:49:37 1994           asctime
///
/// Letters may be in any case, and the day's name need not fit the date. A leap second (`:60`) is the first second of
/// the next minute. A two-digit year is the latest one that is at most 50 years after `near`. Empty if `text` is
/// anything else, white space around it included. Independent of any locale and time zone.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text,
                                                                      std::chrono::sys_seconds near) noexcept;

}  // namespace rcs

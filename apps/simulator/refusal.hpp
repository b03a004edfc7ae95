#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rcs::sim {

/// Why a request is not answered with devices.
enum class refusal : std::uint8_t {
  none,
  // The client broke the contract: counted as a violation.
  path,
  method,
  sid,
  key_missing,
  key_wrong,
  content_type,
  malformed,
  length_missing,
  body_too_large,
  too_many_numbers,
  not_json,
  wrong_shape,
  below_minimum,
  above_maximum,
  bad_address,
  // The upstream's own reasons.
  dropped_below_minimum,
  poison,
  dead_key,
  not_enabled_401,
  not_enabled_rcs601,
  not_enabled_1423,
  throttled,
  server_error,
  not_found,
};

inline constexpr std::size_t refusal_count = 25;

/// What an error answer says.
struct refusal_info {
  std::string_view name;  ///< in the statistics
  unsigned status;
  unsigned code;            ///< first family
  std::string_view token;   ///< first family's `error_code`
  std::string_view rcs;     ///< second family
  std::string_view legacy;  ///< third family
  std::string_view message;
  bool violation;  ///< the client's fault
};

/// By `index_of(refusal)`.
inline constexpr std::array<refusal_info, refusal_count> refusals_known{{
    {"none", 200, 0, "", "", "", "", false},
    {"path", 404, 1404, "NOT_FOUND", "RCS404", "LKP404", "No such resource", true},
    {"method", 405, 1405, "METHOD_NOT_ALLOWED", "RCS405", "LKP405", "Method not allowed", true},
    {"sid", 403, 1403, "FORBIDDEN", "RCS403", "LKP403", "The key does not belong to this SID", true},
    {"key_missing", 401, 1401, "UNAUTHORIZED", "RCS401", "LKP401", "api-key header is missing", true},
    {"key_wrong", 401, 1401, "UNAUTHORIZED", "RCS401", "LKP401", "Invalid api-key", true},
    {"content_type", 415, 1415, "UNSUPPORTED_MEDIA_TYPE", "RCS415", "LKP415", "Content-Type must be application/json",
     true},
    {"malformed", 400, 1400, "INVALID_REQUEST", "RCS400", "LKP400", "Malformed HTTP request", true},
    {"length_missing", 411, 1411, "LENGTH_REQUIRED", "RCS411", "LKP411", "Content-Length is required", true},
    {"body_too_large", 413, 1413, "PAYLOAD_TOO_LARGE", "RCS413", "LKP413", "Request entity too large", true},
    {"too_many_numbers", 413, 1413, "PAYLOAD_TOO_LARGE", "RCS413", "LKP413", "Request entity too large", false},
    {"not_json", 400, 1400, "INVALID_REQUEST", "RCS701", "LKP701", "Invalid JSON", true},
    {"wrong_shape", 400, 1400, "INVALID_REQUEST", "RCS904", "LKP904", "deviceAddresses must be the one member, a list",
     true},
    {"below_minimum", 400, 1400, "INVALID_REQUEST", "RCS904", "LKP904",
     "deviceAddresses must have a minimum of {} unique valid numbers; use the single look-up for fewer", true},
    {"above_maximum", 400, 1400, "INVALID_REQUEST", "RCS904", "LKP904",
     "deviceAddresses must have a maximum of {} unique valid numbers", true},
    {"bad_address", 400, 1417, "INVALID_NUMBER", "RCS417", "LKP417", "Invalid number", true},
    {"dropped_below_minimum", 400, 1400, "INVALID_REQUEST", "RCS904", "LKP904",
     "deviceAddresses must have a minimum of {} unique valid numbers; use the single look-up for fewer", false},
    {"poison", 400, 1417, "INVALID_NUMBER", "RCS417", "LKP417", "Invalid number", false},
    {"dead_key", 401, 1401, "UNAUTHORIZED", "RCS401", "LKP401", "Invalid api-key", false},
    {"not_enabled_401", 401, 1401, "UNAUTHORIZED", "RCS401", "LKP401", "Unauthorized", false},
    {"not_enabled_rcs601", 400, 1423, "CHANNEL_UNSUPPORTED", "RCS601", "LKP423", "RCS channel is not enabled", false},
    {"not_enabled_1423", 400, 1423, "CHANNEL_UNSUPPORTED", "RCS601", "LKP423", "RCS channel is not enabled", false},
    {"throttled", 429, 1429, "THROTTLED", "RCS429", "LKP429", "Throttling", false},
    {"server_error", 500, 1500, "INTERNAL_ERROR", "RCS500", "LKP500", "The aggregator did not process the request",
     false},
    {"not_found", 404, 1404, "NOT_FOUND", "RCS404", "LKP404", "No capabilities found for number", false},
}};

[[nodiscard]] constexpr std::size_t index_of(refusal r) noexcept {
  return static_cast<std::size_t>(r);
}

[[nodiscard]] constexpr refusal_info const& info(refusal r) noexcept {
  return refusals_known[index_of(r)];
}

/// Whether `r` is found out before anyone looks into the body: such an answer comes before throttling and faults.
[[nodiscard]] constexpr bool is_at_the_door(refusal r) noexcept {
  return r >= refusal::path && r <= refusal::body_too_large;
}

}  // namespace rcs::sim

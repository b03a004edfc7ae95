#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rcs::sim {

/// What can befall a request instead of its right answer. At most one of these hits one request.
enum class fault : std::uint8_t {
  none,
  error_408,
  error_409,
  error_500,
  error_501,
  error_502,
  error_503,
  error_504,
  flaky_401,
  redirect,
  stall,
  reset,
  no_content,
  empty_200,
  html,
  wrong_json,
  gzip_claim,
  wrong_devices,
  truncate,
  reset_mid_body,
  huge,
};

inline constexpr std::size_t fault_count = 21;

/// How a fault is called on the command line and in the statistics, and what it does.
struct fault_info {
  std::string_view name;
  unsigned status;       ///< of an answer that the fault replaces as a whole; 0: another effect
  bool spares_refusals;  ///< hits only a request that would have been answered with devices
  std::string_view help;
};

/// By `index_of(fault)`.
inline constexpr std::array<fault_info, fault_count> faults_known{{
    {"none", 0, false, ""},
    {"error-408", 408, false, "answered 408"},
    {"error-409", 409, false, "answered 409"},
    {"error-500", 500, false, "answered 500"},
    {"error-501", 501, false, "answered 501"},
    {"error-502", 502, false, "answered 502"},
    {"error-503", 503, false, "answered 503, without Retry-After"},
    {"error-504", 504, false, "answered 504"},
    {"flaky-401", 401, false, "answered 401 although the key is good"},
    {"redirect", 307, false, "answered 307 to another host"},
    {"stall", 0, false, "never answered; closed after --stall-for"},
    {"reset", 0, false, "connection reset (RST) before a byte of the answer"},
    {"no-content", 204, true, "answered 204, no body"},
    {"empty-200", 200, true, "answered 200, body of 0 bytes"},
    {"html", 200, true, "answered 200, a page of HTML"},
    {"wrong-json", 200, true, "answered 200, JSON that is broken or something else"},
    {"gzip-claim", 200, true, "right answer that claims Content-Encoding: gzip and is not"},
    {"wrong-devices", 200, true, "answered 200, devices nobody asked for"},
    {"truncate", 200, true, "Content-Length longer than what is sent, then closed"},
    {"reset-mid-body", 200, true, "connection reset (RST) in the middle of the body"},
    {"huge", 200, true, "body without end (closed after --huge-cap bytes)"},
}};

[[nodiscard]] constexpr std::size_t index_of(fault f) noexcept {
  return static_cast<std::size_t>(f);
}

[[nodiscard]] constexpr fault_info const& info(fault f) noexcept {
  return faults_known[index_of(f)];
}

}  // namespace rcs::sim

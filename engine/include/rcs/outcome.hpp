#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rcs {

/// How an input row ended. Every row read ends in exactly one of these, and they sum to the rows.
enum class outcome : std::uint8_t {
  enabled,        ///< answered: can receive RCS
  not_enabled,    ///< answered: can not
  indeterminate,  ///< answered, but the answer does not say (absent, null or unreadable `rcsEnabled`)
  missing,        ///< asked and answered, but not among the devices, even after being asked again
  conflict,       ///< answered twice in one response with different values
  invalid,        ///< never asked: not a phone number
  duplicate,      ///< the same number as an earlier row
  suppressed,     ///< never asked: on a suppression list
  rejected,       ///< the upstream refuses this very number
  failed,         ///< asked, and the attempts were used up
  not_asked,      ///< the run ended before this number was asked
};

inline constexpr std::size_t outcome_count = 11;

inline constexpr std::array<std::string_view, outcome_count> outcome_names{
    "enabled",   "not_enabled", "indeterminate", "missing", "conflict", "invalid",
    "duplicate", "suppressed",  "rejected",      "failed",  "not_asked"};

[[nodiscard]] constexpr std::size_t index_of(outcome o) noexcept {
  return static_cast<std::size_t>(o);
}

/// The token that stands for `o` in every output.
[[nodiscard]] constexpr std::string_view to_string(outcome o) noexcept {
  return outcome_names[index_of(o)];
}

/// Whether asking later may give a better answer. Rows with such an outcome go to the failed list.
[[nodiscard]] constexpr bool is_retryable(outcome o) noexcept {
  return o == outcome::missing || o == outcome::failed || o == outcome::not_asked;
}

/// Why a number `failed`: the class of its last unsuccessful attempt.
enum class failure : std::uint8_t { server_error, timeout, connection, bad_response, bad_request };

inline constexpr std::array<std::string_view, 5> failure_names{"server_error", "timeout", "connection", "bad_response",
                                                               "bad_request"};

/// The token that stands for `f` in every output.
[[nodiscard]] constexpr std::string_view to_string(failure f) noexcept {
  return failure_names[static_cast<std::size_t>(f)];
}

}  // namespace rcs

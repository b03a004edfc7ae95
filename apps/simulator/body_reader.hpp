#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "rcs/number.hpp"
#include "simulator/address_list.hpp"

namespace rcs::sim {

/// What a bulk request's body turned out to be.
enum class body_kind : std::uint8_t { addresses, not_json, wrong_shape };

/// The addresses that did not make it into the list.
struct address_counts {
  std::size_t invalid = 0;
  std::size_t repeated = 0;
};

/// An address as the contract demands it: `+` and 7 to 15 digits, the first 1 to 9. `lenient` adds a missing `+`.
[[nodiscard]] std::optional<number> read_address(std::string_view text, bool lenient) noexcept;

/// Reads exactly `{"deviceAddresses": [strings…]}` and adds what is valid to `into`, which starts empty. Any spelling
/// JSON allows is understood; the usual one, without escapes, is read without building a document.
[[nodiscard]] body_kind read_body(std::string_view body, bool lenient, address_list& into, address_counts& left_out);

}  // namespace rcs::sim

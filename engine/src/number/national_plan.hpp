#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>

#include "rcs/number.hpp"

namespace rcs::detail {

/// How the numbers of one region are dialled within it, as libphonenumber knows: national prefixes, international
/// prefixes, lengths. Immutable: any number of threads may use one at once.
class national_plan {
 public:
  /// The longest international prefix and the longest number.
  static constexpr std::size_t most_digits = 8 + number::max_digits;

  /// What digits are in this region.
  struct reading {
    number value;         ///< "no number" if they are none of it
    bool abroad = false;  ///< they begin with the region's international prefix
  };

  /// `region`: ISO 3166 code, upper case. The first one in a process loads the library's tables (3 MB). Throws
  /// `std::invalid_argument` if the library does not know the region.
  explicit national_plan(std::string region);

  /// Reads digits as dialled in the region, in any of its ways, those with its country code in front included. They
  /// need a length that numbers of the region have, not an assigned range. Takes about 10 µs, and allocates; out of
  /// memory, it ends the process.
  [[nodiscard]] reading read(std::string_view digits) const noexcept;

  /// Whether digits can only be the country code and a number of the region: they are too many for a number
  /// alone, and none of them is a prefix. `read` says the same, but this costs next to nothing.
  [[nodiscard]] bool is_complete(std::string_view digits) const noexcept;

  /// Whether `00` is what the region dials before a country code.
  [[nodiscard]] bool dials_00() const noexcept { return dials_00_; }

 private:
  void find_complete();

  std::string region_;
  std::string code_;  ///< the country code
  bool dials_00_;
  /// By the count of all digits, then by the two that follow the country code: what `is_complete` says.
  std::array<std::bitset<100>, number::max_digits + 1> complete_;
};

}  // namespace rcs::detail

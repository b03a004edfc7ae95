#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace rcs::sim {

enum class spelling : std::uint8_t { plain, mixed };

/// What list is wanted.
struct list_options {
  std::uint64_t count = 1000;  ///< rows
  std::uint64_t seed = 1;
  std::string area = "999";          ///< the digits every number begins with; 999 is nobody's country code
  std::size_t digits = 12;           ///< of every number, `area` included
  double duplicates = 0;             ///< share of rows that repeat the number of an earlier row
  double invalid = 0;                ///< share of rows that are no phone number
  spelling style = spelling::plain;  ///< mixed: as people type them, still with a country code
};

/// Throws `std::invalid_argument`, naming the option, if the list cannot be had.
void check(list_options const& options);

/// The i-th of all numbers that begin with an area and have a given length, in an order that the seed shuffles: a
/// bijection, so that lists have no duplicates and need no memory.
class number_sequence {
 public:
  /// `options` have passed `check`.
  explicit number_sequence(list_options const& options);

  /// How many there are.
  [[nodiscard]] std::uint64_t size() const noexcept { return left_size_ * right_size_; }

  /// The digits of the i-th as one integer; `i` is under `size()`.
  [[nodiscard]] std::uint64_t operator()(std::uint64_t i) const noexcept;

 private:
  static constexpr std::size_t rounds = 4;

  std::uint64_t base_ = 0;
  std::uint64_t left_size_ = 1;
  std::uint64_t right_size_ = 1;
  std::array<std::uint64_t, rounds> keys_{};
};

/// Writes the list, a row to a line, in pieces. `write` returns false when it wants no more. Throws like `check`.
void generate(list_options const& options, std::function<bool(std::string_view)> const& write);

}  // namespace rcs::sim

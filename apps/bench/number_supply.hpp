#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "rcs/number.hpp"
#include "rcs/source.hpp"

namespace rcs::bench {

/// The numbers to ask, one after the other: of a list, or of a range that is nobody's. One thread at a time.
class number_supply {
 public:
  /// `cycled`: begins anew at the end.
  number_supply(std::vector<number> list, bool cycled) noexcept
      : list_{std::move(list)}, size_{list_.size()}, cycled_{cycled} {}
  /// `count` numbers from +999 000 000 000 on: 999 is no country code.
  number_supply(std::uint64_t count, bool cycled) noexcept : size_{count}, cycled_{cycled} {}

  /// Different numbers there are.
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] bool cycled() const noexcept { return cycled_; }
  /// Whether there are `count` more. No more than `size()` are asked for at once.
  [[nodiscard]] bool has(std::size_t count) const noexcept { return cycled_ || size_ - at_ >= count; }
  /// Appends the next `count` as rows of text to `into`. Only if there are as many.
  void take(std::size_t count, row_block& into);

  static constexpr std::uint64_t first_generated = 999'000'000'000;
  static constexpr std::uint64_t most_generated = 1'000'000'000;

 private:
  [[nodiscard]] std::uint64_t next() noexcept;

  std::vector<number> list_;
  std::uint64_t size_;
  std::uint64_t at_ = 0;
  bool cycled_;
};

/// A list read whole, so that asking it costs no reading: its different numbers, 8 bytes each.
struct number_list {
  std::vector<number> numbers;
  std::uint64_t invalid = 0;
  std::uint64_t repeats = 0;
};

/// Throws `std::system_error`, naming the file, if it cannot be read.
[[nodiscard]] number_list read_numbers(std::string const& file);

}  // namespace rcs::bench

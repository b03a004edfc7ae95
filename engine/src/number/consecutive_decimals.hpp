#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "number/decimal_text.hpp"

namespace rcs {

/// Writes values that mostly follow one another, as the rows of a list do: digits are worked out once for ten of them.
class consecutive_decimals {
 public:
  /// As `write_decimal`: its text, in the same room.
  char* write(char* out, std::uint64_t value) noexcept {
    if (value < ten_ || value - ten_ >= 10) start(value);
    std::memcpy(out, text_.data(), text_.size());
    char* const end = out + size_;
    end[-1] = static_cast<char>('0' + (value - ten_));
    return end;
  }

 private:
  void start(std::uint64_t value) noexcept {
    ten_ = value - value % 10;
    size_ = static_cast<std::size_t>(write_decimal(text_.data(), ten_) - text_.data());
  }

  std::uint64_t ten_ = 0;  ///< the value that `text_` is of, a multiple of ten
  std::array<char, decimal_room> text_{'0'};
  std::size_t size_ = 1;
};

}  // namespace rcs

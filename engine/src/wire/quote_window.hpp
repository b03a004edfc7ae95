#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace rcs {

/// Where the quotes are in 64 bytes of a text. A window that is looked into more than once saves the second text of a
/// device from waiting for the end of the first one: where it ends is known as soon as it is known where it begins.
/// `Bytes` looks at them: `paired_bytes` or the like.
template <class Bytes>
class quote_window {
 public:
  static constexpr std::size_t size = 2 * Bytes::size;

  /// The first quote at or behind `begin`, within 64 bytes, which can be read; null if there is none.
  [[nodiscard, gnu::always_inline]] char const* next(char const* begin) noexcept {
    auto const offset = static_cast<std::size_t>(begin - begin_);
    std::uint64_t const behind = offset < size ? quotes_ >> offset : 0;
    if (behind != 0) return begin + std::countr_zero(behind);
    look_at(begin);
    return quotes_ != 0 ? begin + std::countr_zero(quotes_) : nullptr;
  }

 private:
  [[gnu::always_inline]] void look_at(char const* begin) noexcept {
    begin_ = begin;
    quotes_ = Bytes::quotes(begin) | std::uint64_t{Bytes::quotes(begin + Bytes::size)} << Bytes::size;
  }

  char const* begin_ = nullptr;
  std::uint64_t quotes_ = 0;
};

}  // namespace rcs

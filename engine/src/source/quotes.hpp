#pragma once

#include <cstddef>
#include <string_view>

namespace rcs {

/// Whether a place in a delimited record is inside quotes. Only a quote at the beginning of a field opens it; from
/// there on each quote closes the field or opens it again, so that a doubled one changes nothing. Elsewhere a quote is
/// a character like any other (`6" pipe`).
///
/// It is told of every quote and of every field, in their order; places are counted from where the caller likes.
class quotes {
 public:
  /// A field begins at `at`.
  constexpr void begin_field(std::size_t at) noexcept {
    field_ = at;
    behind_close_ = std::string_view::npos;
    opened_ = false;
  }

  /// There is a quote at `at`.
  constexpr void meet(std::size_t at) noexcept {
    if (inside_) {
      inside_ = false;
      behind_close_ = at + 1;
    } else if (at == field_ || at == behind_close_) {
      inside_ = opened_ = true;
    }
  }

  /// What follows is inside quotes: neither delimiter nor line end counts.
  [[nodiscard]] constexpr bool inside() const noexcept { return inside_; }

  /// Whether a field that ends at `end` ends with its closing quote, if it has been opened by one.
  [[nodiscard]] constexpr bool closed_at(std::size_t end) const noexcept { return !opened_ || behind_close_ == end; }

 private:
  std::size_t field_ = 0;
  std::size_t behind_close_ = std::string_view::npos;
  bool inside_ = false;
  bool opened_ = false;
};

}  // namespace rcs

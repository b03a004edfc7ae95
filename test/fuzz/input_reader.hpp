#pragma once

#include <cstddef>
#include <string_view>

namespace rcs::test {

/// Takes the first line off the front of an input and returns it without its line end: what says how the rest is to be
/// used stands there, so that a corpus can be read and written by hand. Without any line end the line is empty.
[[nodiscard]] inline std::string_view take_line(std::string_view& input) noexcept {
  auto const end = input.find('\n');
  if (end == std::string_view::npos) return {};
  auto const line = input.substr(0, end);
  input.remove_prefix(end + 1);
  return line;
}

/// Cuts a text as a line of letters says: `a` is a piece of one byte, `z` one of 26, and over again from the first
/// letter. No letter, or one whose low five bits are zero: all that is left.
class piece_cutter {
 public:
  piece_cutter(std::string_view letters, std::string_view text) noexcept : letters_{letters}, rest_{text} {}

  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

  [[nodiscard]] std::string_view next() noexcept {
    std::size_t const wanted =
        letters_.empty() ? 0 : static_cast<unsigned char>(letters_[at_++ % letters_.size()]) % 32;
    auto const piece = rest_.substr(0, wanted == 0 ? rest_.size() : wanted);
    rest_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view letters_;
  std::string_view rest_;
  std::size_t at_ = 0;
};

}  // namespace rcs::test

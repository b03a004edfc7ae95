#pragma once

#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace rcs {

/// Pieces of text that are still to be written, a number of them at once.
class unwritten {
 public:
  explicit unwritten(std::span<std::string_view const> pieces) noexcept : pieces_{pieces} {}

  /// The next ones in `gathered`, `count` of them; false when there are none.
  bool next() noexcept {
    for (count = 0; !pieces_.empty() && passed_ == pieces_.front().size(); passed_ = 0) pieces_ = pieces_.subspan(1);
    for (auto const& piece : pieces_.first(std::min(pieces_.size(), gathered.size()))) {
      gathered[count++] = {const_cast<char*>(piece.data()), piece.size()};  // writev does not write there
    }
    if (count == 0) return false;
    gathered[0] = {const_cast<char*>(pieces_.front().data()) + passed_, pieces_.front().size() - passed_};
    return true;
  }

  /// So many bytes have been written: tells `wrote` of them, in their pieces.
  template <typename Wrote>
  void pass(std::size_t bytes, Wrote wrote) {
    while (bytes > 0) {
      auto const piece = pieces_.front().substr(passed_, bytes);
      wrote(piece);
      bytes -= piece.size();
      passed_ += piece.size();
      if (passed_ < pieces_.front().size()) continue;
      pieces_ = pieces_.subspan(1);
      passed_ = 0;
    }
  }

  std::array<::iovec, 64> gathered{};
  std::size_t count = 0;

 private:
  std::span<std::string_view const> pieces_;
  std::size_t passed_ = 0;  ///< bytes of the first of them
};

}  // namespace rcs

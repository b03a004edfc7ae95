#include "source/joined_source.hpp"

namespace rcs {

bool joined_source::read(row_block& into, std::error_code& ec) {
  into.clear();
  ec.clear();
  for (; current_ < lists_.size() && !interrupted_; ++current_) {
    auto& list = *lists_[current_];
    if (list.read(into, ec)) {
      into.first_row += lines_before_;
      for (auto& line : into.lines) line += lines_before_;
      return true;
    }
    if (ec || interrupted_) return false;
    lines_before_ += list.lines_read();
  }
  return false;
}

void joined_source::interrupt() noexcept {
  interrupted_ = true;
  for (auto const& list : lists_) list->interrupt();
}

}  // namespace rcs

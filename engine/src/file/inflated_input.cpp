#include "file/inflated_input.hpp"

#include <algorithm>

#include "file/first_bytes.hpp"
#include "file/list_error.hpp"

namespace rcs {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{64} << 10U;

}  // namespace

std::size_t inflated_input::read(std::span<char> to, std::error_code& ec) {
  if (!begun_) return read_first(to, ec);
  if (inflater_ || error_) return inflate(to, ec);
  return packed_.read(to, ec);
}

std::size_t inflated_input::read_first(std::span<char> to, std::error_code& ec) {
  auto const count = read_first_bytes(packed_, to, ec, recognise_compression, packed_with_);
  if (ec) return 0;
  begun_ = true;
  if (auto const foreign = recognise_foreign({to.data(), count}); foreign != foreign_file::none) {
    error_ = foreign == foreign_file::workbook ? list_error::workbook : list_error::foreign_packing;
    ec = error_;
    return 0;
  }
  inflater_ = make_inflater(packed_with_);
  if (!inflater_) return count;
  buffer_.resize(std::max(count, buffer_bytes));
  std::copy_n(to.data(), count, buffer_.data());
  left_ = {buffer_.data(), count};
  return inflate(to, ec);
}

std::size_t inflated_input::inflate(std::span<char> to, std::error_code& ec) {
  while (!error_ && !interrupted()) {
    auto const made = inflater_->inflate(left_, to, error_);
    if (made > 0) {
      ec.clear();
      return made;
    }
    if (error_ || !fill(error_)) break;
  }
  ec = error_;
  return 0;
}

/// More compressed bytes; false if there are none.
bool inflated_input::fill(std::error_code& ec) {
  auto const count = packed_.read(buffer_, ec);
  left_ = {buffer_.data(), count};
  if (count == 0 && !ec && !packed_.interrupted() && !inflater_->may_end()) ec = list_error::ends_early;
  return count > 0;
}

}  // namespace rcs

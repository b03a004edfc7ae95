#include "file/utf8_input.hpp"

#include <algorithm>

#include "file/first_bytes.hpp"
#include "file/list_error.hpp"
#include "file/utf16.hpp"

namespace rcs {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{64} << 10U;

}  // namespace

std::size_t utf8_input::read(std::span<char> to, std::error_code& ec) {
  if (!begun_) return read_first(to, ec);
  return encoding_ == text_encoding::utf8 ? encoded_.read(to, ec) : decode(to, ec);
}

std::size_t utf8_input::read_first(std::span<char> to, std::error_code& ec) {
  auto const count = read_first_bytes(encoded_, to, ec, recognise_encoding, encoding_);
  if (ec) return 0;
  begun_ = true;
  if (encoding_ == text_encoding::utf8) return count;
  buffer_.resize(std::max(count, buffer_bytes));
  std::copy_n(to.data(), count, buffer_.data());
  left_ = {buffer_.data(), count};
  return decode(to, ec);
}

std::size_t utf8_input::decode(std::span<char> to, std::error_code& ec) {
  ec.clear();
  while (!interrupted()) {
    auto const made = utf16_to_utf8(encoding_, left_, to, at_end_);
    if (made > 0) return made;
    if (at_end_ && !left_.empty()) ec = list_error::half_a_character;
    if (at_end_ || !fill(ec)) break;
  }
  return 0;
}

/// More bytes behind what is left of the last ones; false if that failed.
bool utf8_input::fill(std::error_code& ec) {
  auto const kept = left_.size();
  std::copy(left_.begin(), left_.end(), buffer_.begin());
  auto const count = encoded_.read(std::span{buffer_}.subspan(kept), ec);
  left_ = {buffer_.data(), kept + count};
  at_end_ = count == 0 && !ec;
  return !ec;
}

}  // namespace rcs

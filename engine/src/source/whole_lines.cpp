#include "source/whole_lines.hpp"

#include <bit>
#include <cstdint>

#include "bytes/byte_block.hpp"
#include "source/line_splitter.hpp"

namespace rcs {
namespace {

/// So many bytes are looked at in one go: as many as a register has bits.
constexpr std::size_t window = 64;

std::uint64_t line_feeds(char const* from) noexcept {
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < window; i += byte_block::size) {
    found |= std::uint64_t{byte_block{from + i}.line_feeds().bits()} << i;
  }
  return found;
}

}  // namespace

std::size_t take_whole_lines(std::string_view input, std::vector<std::string_view>& cells) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at + window <= input.size(); at += window) {
    for (std::uint64_t ends = line_feeds(input.data() + at); ends != 0; ends &= ends - 1) {
      std::size_t const end = at + static_cast<std::size_t>(std::countr_zero(ends));
      bool const cr = end > begin && input[end - 1] == '\r';
      std::size_t const size = end - begin - (cr ? 1 : 0);
      if (size > max_record_bytes) return begin;
      cells.emplace_back(input.data() + begin, size);
      begin = end + 1;
    }
  }
  return begin;
}

}  // namespace rcs

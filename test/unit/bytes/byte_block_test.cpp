#include "bytes/byte_block.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

BOOST_AUTO_TEST_SUITE(byte_block)

namespace {

using rcs::byte_block;

/// The bits of the bytes for which it holds.
template <class Predicate>
std::uint32_t places(std::array<char, byte_block::size> const& bytes, Predicate holds) {
  std::uint32_t found = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) found |= std::uint32_t{holds(bytes[i])} << i;
  return found;
}

/// Blocks in which each byte value stands at each place.
std::vector<std::array<char, byte_block::size>> all_bytes_everywhere() {
  std::vector<std::array<char, byte_block::size>> blocks;
  for (int first = 0; first < 256; ++first) {
    auto& block = blocks.emplace_back();
    for (std::size_t i = 0; i < block.size(); ++i) block[i] = static_cast<char>(first + static_cast<int>(i));
  }
  return blocks;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_byte_is_told_apart_at_every_place) {
  for (auto const& bytes : all_bytes_everywhere()) {
    byte_block const block{bytes.data()};
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    auto const is_not_plain = [](char c) {
      auto const code = static_cast<unsigned char>(c);
      return c == '"' || c == '\\' || code < 0x20 || code > 0x7f;
    };
    BOOST_TEST(block.digits().bits() == places(bytes, is_digit));
    BOOST_TEST(block.quotes().bits() == places(bytes, [](char c) { return c == '"'; }));
    BOOST_TEST(block.line_feeds().bits() == places(bytes, [](char c) { return c == '\n'; }));
    BOOST_TEST(block.not_plain().bits() == places(bytes, is_not_plain));
  }
}

BOOST_AUTO_TEST_CASE(one_byte_that_differs_is_seen_at_every_place) {
  for (auto const& bytes : all_bytes_everywhere()) {
    byte_block const block{bytes.data()};
    BOOST_TEST(block.same_as(block).all());
    for (std::size_t at = 0; at < byte_block::size; ++at) {
      auto other = bytes;
      other[at] = static_cast<char>(other[at] ^ (1 << (at % 8)));
      auto const same = block.same_as(byte_block{other.data()});
      BOOST_TEST(same.bits() == (0xffffU & ~(1U << at)));
      BOOST_TEST(!same.all());
      BOOST_TEST((same & block.same_as(block)).bits() == same.bits());
      BOOST_TEST((same | block.same_as(block)).all());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

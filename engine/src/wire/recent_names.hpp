#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "wire/byte_block.hpp"
#include "wire/name_table.hpp"

namespace rcs {

/// The names of a table that came up lately, found by comparing a name as it stands in an answer, its closing quote
/// included. A run sees a few dozen names over and over, and what is the same as one of them need not be looked at any
/// closer.
class recent_names {
 public:
  /// `table` outlives this object.
  explicit recent_names(name_table& table) noexcept : table_{table} {}

  /// The kept copy of the name from `begin` to `end`, the first quote. Empty view with a null pointer if it is not
  /// plain (see `byte_block::not_plain`), or if the table has it not and can't take it. `block` holds the bytes from
  /// `begin` on, and `end` is within it; 8 bytes before `end` can be read.
  [[nodiscard]] std::string_view find(char const* begin, char const* end, byte_block block) {
    auto const length = static_cast<std::size_t>(end - begin);
    entry& last = entries_[slot_of(begin, end)];
    byte_block const known{last.quoted.data()};
    bool const same = (~known.same_as(block) & through(length)) == 0;
    return same ? last.name : look_up({begin, length}, block, last);
  }

  /// The same for a plain name that is longer than a block: these are not remembered here.
  [[nodiscard]] std::string_view find_long(std::string_view name) { return table_.intern(name); }

 private:
  static constexpr std::size_t slot_bits = 5;

  struct entry {
    entry() noexcept { quoted.fill(' '); }  // the same as no name: none ends in it

    std::array<char, byte_block::size> quoted;  ///< a plain name and its closing quote
    std::string_view name;
  };

  [[nodiscard]] static constexpr byte_block::bits through(std::size_t last) noexcept {
    return (byte_block::bits{2} << last) - 1;
  }

  /// A hash of how it begins and ends.
  [[nodiscard]] static std::size_t slot_of(char const* begin, char const* end) noexcept {
    constexpr std::uint64_t golden = 0x9E37'79B9'7F4A'7C15;
    std::uint32_t front = 0;
    std::uint64_t back = 0;
    std::memcpy(&front, begin, sizeof front);
    std::memcpy(&back, end - sizeof back, sizeof back);
    return static_cast<std::size_t>(((back + front) * golden) >> (64 - slot_bits));
  }

  std::string_view look_up(std::string_view name, byte_block block, entry& last);

  name_table& table_;
  std::array<entry, std::size_t{1} << slot_bits> entries_{};
};

}  // namespace rcs

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "bytes/paired_bytes.hpp"
#include "wire/name_table.hpp"

namespace rcs {

/// The names of a table that came up lately, found by comparing a name as it stands in an answer, its closing quote
/// included. A run sees a few dozen names over and over, and what is the same as one of them need not be looked at any
/// closer.
class recent_names {
 public:
  /// `table` outlives this object.
  explicit recent_names(name_table& table) noexcept : table_{table} {}

  static constexpr std::size_t longest = paired_bytes::size - 1;

  /// Sets `into` to the kept copy of the name from `begin` to `end`, the first quote. False, with anything in `into`,
  /// if it is not plain (see `byte_block::not_plain`), or if the table has it not and can't take it. From `begin` on,
  /// `longest` bytes and one more can be read, and 8 bytes before `end`. `Bytes` is `paired_bytes` or the like.
  template <class Bytes>
  [[nodiscard, gnu::always_inline]] bool find(char const* begin, char const* end, std::string_view& into) {
    auto const length = static_cast<std::size_t>(end - begin);
    if (length <= longest) {
      entry& first = entries_[slot_of(begin, end)];
      into = first.name;
      if (first.is<Bytes>(begin, length)) return true;
      into = look_up({begin, length}, first);
    } else {
      into = look_up({begin, length});
    }
    return into.data() != nullptr;
  }

 private:
  static constexpr std::size_t slot_bits = 7;

  struct entry {
    entry() noexcept { quoted.fill(' '); }  // the same as no name: none ends in it

    /// Whether its name is the one of this length that begins there.
    template <class Bytes>
    [[nodiscard, gnu::always_inline]] bool is(char const* begin, std::size_t length) const noexcept {
      std::uint32_t const through_quote = (std::uint32_t{2} << length) - 1;
      return (~Bytes::same(quoted.data(), begin) & through_quote) == 0;
    }

    std::array<char, longest + 1> quoted;  ///< a plain name and its closing quote
    std::string_view name;
  };

  /// A hash of how it begins and ends.
  [[nodiscard]] static std::size_t slot_of(char const* begin, char const* end) noexcept {
    constexpr std::uint64_t golden = 0x9E37'79B9'7F4A'7C15;
    std::uint32_t front = 0;
    std::uint64_t back = 0;
    std::memcpy(&front, begin, sizeof front);
    std::memcpy(&back, end - sizeof back, sizeof back);
    return static_cast<std::size_t>(((back + front) * golden) >> (64 - slot_bits));
  }

  std::string_view look_up(std::string_view name, entry& first);
  std::string_view look_up(std::string_view name);

  name_table& table_;
  std::array<entry, std::size_t{1} << slot_bits> entries_{};
};

}  // namespace rcs

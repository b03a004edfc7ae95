#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "bytes/byte_block.hpp"
#include "source/fields.hpp"
#include "source/line_splitter.hpp"
#include "source/quotes.hpp"

namespace rcs {

/// Finds the records of a delimited list, and in each of them the field with the number, by looking at 64 bytes at once
/// for delimiters, quotes and line ends.
class whole_records {
 public:
  /// `column`: which field has the number, from 0.
  whole_records(char delimiter, std::size_t column) noexcept : column_{column} { delimiters_.fill(delimiter); }

  /// Calls `take(record const&, field const&)` for the records that `next_record` would find in `input` one after the
  /// other, with what `field_of` finds in each, for as long as they are no longer than `max_record_bytes` and have no
  /// quote that is not closed. Returns how many bytes of `input` they take up. A few records at the end may be left to
  /// `next_record`.
  template <class Take>
  std::size_t operator()(std::string_view input, Take take) const {
    walk at{input};
    for (std::size_t window = 0; window + window_bytes <= input.size(); window += window_bytes) {
      for (auto bits = marks(input.data() + window); bits != 0; bits &= bits - 1) {
        auto const place = window + static_cast<std::size_t>(std::countr_zero(bits));
        if (!step(at, place, take)) return at.begin;
      }
      if (window > at.begin + max_record_bytes) break;
    }
    return at.begin;
  }

 private:
  /// As many as a register has bits.
  static constexpr std::size_t window_bytes = 64;

  /// How far an input has been looked at.
  struct walk {
    std::string_view input;
    std::size_t begin = 0;       ///< of the record
    std::size_t lines = 1;       ///< of the record
    std::size_t field = 0;       ///< the place in the record of the field that is looked at
    std::size_t cell_begin = 0;  ///< of the field with the number
    std::size_t cell_end = 0;
    bool cell_has_quotes = false;
    quotes quoting{};
  };

  [[nodiscard]] std::uint64_t marks(char const* from) const noexcept {
    byte_block const delimiters{delimiters_.data()};
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < window_bytes; i += byte_block::size) {
      byte_block const bytes{from + i};
      auto const marked = bytes.same_as(delimiters) | bytes.line_feeds() | bytes.quotes();
      found |= std::uint64_t{marked.bits()} << i;
    }
    return found;
  }

  /// Looks at the delimiter, quote or line feed at `place`; false if the record is not for here.
  template <class Take>
  bool step(walk& at, std::size_t place, Take& take) const {
    char const c = at.input[place];
    if (c == '"') {
      at.quoting.meet(place);
      at.cell_has_quotes = at.cell_has_quotes || at.field == column_;
      return true;
    }
    if (at.quoting.inside()) {
      if (c == '\n') ++at.lines;
      return true;
    }
    auto const end = c == '\n' && place > at.begin ? end_of_text(at.input, place) : place;
    if (at.lines > 1 && !at.quoting.closed_at(end)) return false;
    if (at.field == column_) at.cell_end = end;
    at.quoting.begin_field(place + 1);
    if (c == '\n') return end_record(at, place, end, take);
    if (++at.field == column_) at.cell_begin = place + 1;
    return true;
  }

  template <class Take>
  bool end_record(walk& at, std::size_t place, std::size_t end, Take& take) const {
    if (end - at.begin > max_record_bytes || (at.lines > 1 && place - at.begin > max_record_bytes)) return false;
    field cell;
    if (at.field >= column_) cell = {at.input.substr(at.cell_begin, at.cell_end - at.cell_begin), at.cell_has_quotes};
    take(record{at.input.substr(at.begin, end - at.begin), place + 1 - at.begin, at.lines}, cell);
    at.field = 0;
    at.begin = at.cell_begin = place + 1;
    at.lines = 1;
    at.cell_has_quotes = false;
    return true;
  }

  std::size_t column_;
  std::array<char, byte_block::size> delimiters_;
};

}  // namespace rcs

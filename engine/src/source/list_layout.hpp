#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rcs {

enum class list_kind : std::uint8_t {
  lines,      ///< one number per line
  delimited,  ///< CSV and its kin: fields between delimiters, in quotes where need be (RFC 4180)
  ndjson,     ///< one JSON object per line
};

/// The delimiter of a delimited list of one column: no field has it outside quotes.
inline constexpr char no_delimiter = '\n';

/// How a list is laid out: all that has to be known to cut it into rows and to find their numbers.
struct list_layout {
  list_kind kind = list_kind::lines;
  char delimiter = no_delimiter;   ///< of a delimited list
  std::size_t column = 0;          ///< of a delimited list: which field of a row is the number, from 0
  std::string pointer;             ///< of NDJSON: where in an object the number is, a JSON pointer (RFC 6901)
  bool header = false;             ///< the first record names the columns, and is no row
  std::vector<std::string> names;  ///< of the columns, as the header has them, without quotes
  /// What stands in front of the first row: a byte order mark; with a header, also the header's record and the lines
  /// before it.
  std::string front;
  std::size_t front_lines = 0;  ///< how many lines that is

  friend bool operator==(list_layout const&, list_layout const&) = default;
};

}  // namespace rcs

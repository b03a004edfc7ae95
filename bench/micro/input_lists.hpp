#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rcs::bench {

/// How the numbers of a list are spelled.
enum class spelling {
  plus,    ///< `+15550100123`
  bare,    ///< `15550100123`
  crlf,    ///< `+15550100123` with a CR in front of the line end
  mixed,   ///< with a plus, of 8 to 15 digits, so that nothing can get used to a length
  spaced,  ///< `+1 555 010 0123`: the way of everything unusual
};

/// A list of `count` different numbers, each with its line end, in an order that no cache knows.
[[nodiscard]] std::string list_of(spelling how, std::size_t count);

/// A table of `count` rows of ten columns and about 100 bytes, with a header; the number is in the fifth column,
/// `phone`. `quoted`: with quotes around every cell.
[[nodiscard]] std::string table_of(std::size_t count, bool quoted);

/// The same rows as objects of four fields, one per line.
[[nodiscard]] std::string objects_of(std::size_t count);

/// The cells of such a list: views into it.
[[nodiscard]] std::vector<std::string_view> cells_of(std::string_view list);

}  // namespace rcs::bench

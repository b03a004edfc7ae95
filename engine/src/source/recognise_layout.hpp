#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "source/line_splitter.hpp"
#include "source/list_layout.hpp"

namespace rcs {

/// What is known of a list's layout beforehand; all else is recognised.
struct layout_wishes {
  std::optional<list_kind> kind{};
  std::optional<char> delimiter{};  ///< makes it a delimited list, unless `kind` says otherwise
  std::optional<bool> header{};     ///< whether the first record names the columns; has no meaning for NDJSON
  /// Where the numbers are: the name of a column or field, whatever its case; the place of a column, from 1; or a JSON
  /// pointer, if the list is NDJSON. Empty: found by names and cells.
  std::string column{};
};

/// What the head of a list says of its layout.
struct recognition {
  std::optional<list_layout> layout;
  std::string refusal;  ///< for people: why there is none, and what would help; empty if more of the list is needed
};

/// So much of a list is looked at to recognise its layout: the longest record and more.
inline constexpr std::size_t layout_head_bytes = 2 * max_record_bytes;

/// Recognises the layout of a list, UTF-8 with or without a byte order mark, by its first bytes.
///
/// `head` may be any part from the beginning on: a longer one never leads to another answer, but for "more is needed",
/// which is not said of `layout_head_bytes` or more, nor if `head_is_whole`: then it is the list.
///
/// - NDJSON: the first line that is not blank is a JSON object. The numbers are in the first field of the first object
///   with any such that is called like phone numbers are called.
/// - Delimited: the first record has `,` `;` tab or `|`, and so have most of the first thousand records: half of them
/// if
///   a cell of the first is called like phone numbers, nine in ten otherwise. Excel's `sep=;` is understood. It has a
///   header if no cell of the first record looks like a number, and the cells below do or a name is known. The numbers
///   are in the only column that is called like phone numbers, and without a header in the only one whose cells look
///   so.
/// - Lines: everything else, and so lists some lines of which hold a delimiter. A first line that is called like phone
///   numbers is a header. If the first cell is in quotes, it is a delimited list of one column.
[[nodiscard]] recognition recognise_layout(std::string_view head, bool head_is_whole, layout_wishes const& wishes = {});

}  // namespace rcs

#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "file/text_encoding.hpp"
#include "rcs/source.hpp"
#include "scrub/settings.hpp"
#include "source/list_layout.hpp"

namespace rcs::scrub {

/// The name of standard input among lists.
inline constexpr auto standard_input = "-";

/// The lists of a run, opened and recognised.
struct opened_lists {
  std::unique_ptr<source> rows;  ///< of all of them
  list_layout layout;            ///< of the first
  text_encoding encoding = text_encoding::utf8;
};

/// Opens the lists and looks at their heads. `keep_raw`: see `text_source_options`; then all of them have to be laid
/// out alike, since they become one. Standard input is waited for. Throws `file_error` naming the list, and
/// `std::invalid_argument` with what would help if it cannot be told how a list is laid out.
[[nodiscard]] opened_lists open_lists(settings const& s, bool keep_raw);

/// Whether the rows come, at least in part, from standard input.
[[nodiscard]] inline bool reads_standard_input(settings const& s) {
  return std::ranges::find(s.inputs, standard_input) != s.inputs.end();
}

}  // namespace rcs::scrub

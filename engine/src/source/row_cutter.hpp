#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "rcs/source.hpp"
#include "source/fields.hpp"
#include "source/json_line.hpp"
#include "source/line_splitter.hpp"
#include "source/list_layout.hpp"
#include "source/whole_records.hpp"

namespace rcs {

/// Cuts the bytes of a list into rows by its layout, and finds the number of each. What it makes of a list does not
/// depend on the pieces that the list comes in.
class row_cutter {
 public:
  /// `keep_raw`: fills `row_block::raw`.
  row_cutter(list_layout const& layout, bool keep_raw);

  /// Adds the rows that are complete in `into.storage` from `at` on, and returns where they end. `at_end`: nothing
  /// comes behind the storage. The block must have been cleared since rows of another storage were in it.
  std::size_t cut(row_block& into, std::size_t at, bool at_end);

  /// Adds one row for the rest of the storage, from `at` on, the beginning of a line that is too long. Its end is for
  /// the caller to skip.
  void cut_long(row_block& into, std::size_t at);

  /// The line that the next row begins in; behind the last row, one more than the list has lines.
  [[nodiscard]] std::uint64_t next_line_number() const noexcept { return next_line_; }

 private:
  std::size_t cut_usual(row_block& into, std::size_t at);
  std::size_t cut_usual_lines(row_block& into, std::size_t at);
  std::size_t cut_usual_records(row_block& into, std::size_t at);
  void add_row(row_block& into, record const& row);
  void count(row_block& into, record const& row);
  [[nodiscard]] std::string_view cell_of(row_block& into, record const& row);

  list_kind kind_;
  char delimiter_;
  std::size_t column_;
  bool keep_raw_;
  whole_records usual_records_;
  std::optional<json_line> object_;
  std::uint64_t next_line_;
};

}  // namespace rcs

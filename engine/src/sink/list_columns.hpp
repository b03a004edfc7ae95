#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rcs/number.hpp"
#include "sink/answer_log.hpp"
#include "sink/text_buffer.hpp"

namespace rcs {

/// How the rows of a list are written back.
struct list_style {
  enum class rows : std::uint8_t {
    as_given,  ///< what the list has, and columns behind it
    answers,   ///< as `row_format` has them
  };
  rows written = rows::answers;
  bool header = false;      ///< the list has one, which gets names for the columns, where rows are written as given
  bool ndjson = false;      ///< of the list where rows are written as given, else of the output
  char delimiter = ',';     ///< unless NDJSON
  bool first_row = false;   ///< a last column names the row that a repeat has its answer from
  bool excel_safe = false;  ///< what a spreadsheet would take for a formula has an apostrophe in front (CSV only)
};

/// A row of a list.
struct list_row {
  std::string_view raw;   ///< as it stands in the list, line end included
  std::string_view cell;  ///< what should be a number
  std::uint64_t row = 0;
};

/// Writes rows of a list with their answers. Pure.
class list_columns {
 public:
  explicit list_columns(list_style const& style) noexcept : style_{style} {}

  /// What the output begins with. `front`: what the list has before its first row, byte order mark and header.
  [[nodiscard]] std::string header(std::string_view front) const;

  /// The columns that depend on how a row ended, to be given to `append`.
  [[nodiscard]] std::string ending_text(row_ending const& ending) const;

  /// Appends a row. `ending`: from `ending_text`; `first_row`: 0 unless the row is a repeat.
  void append(text_buffer& out, list_row const& row, number asked, std::string_view ending,
              std::uint64_t first_row) const;

 private:
  void append_to_fields(text_buffer& out, list_row const& row, number asked, std::string_view ending,
                        std::uint64_t first_row) const;
  void append_to_object(text_buffer& out, list_row const& row, number asked, std::string_view ending,
                        std::uint64_t first_row) const;
  void append_answer(text_buffer& out, list_row const& row, number asked, std::string_view ending,
                     std::uint64_t first_row) const;
  void put_field(std::string& out, std::string_view text) const;

  list_style style_;
};

}  // namespace rcs

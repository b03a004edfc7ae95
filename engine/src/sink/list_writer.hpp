#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <vector>

#include "rcs/source.hpp"
#include "sink/answer_table.hpp"
#include "sink/known_endings.hpp"
#include "sink/list_columns.hpp"
#include "sink/list_outputs.hpp"

namespace rcs {

/// In which order the rows of a list are written back.
enum class list_order : std::uint8_t {
  input,  ///< that of the list: each row waits for those in front of it
  any,    ///< as they are answered
};

/// Writes the rows of a list back with their answers. The list is read a second time, by a source that keeps its rows
/// as they stand, as far as there are answers. One thread at a time.
///
/// Memory: answers are in an `answer_table`; in the order of the list one block of rows is held, else also those rows
/// that the reading has passed and that have no answer yet, up to `most_passed_by` bytes: then the reading waits.
class list_writer {
 public:
  static constexpr std::size_t most_passed_by = std::size_t{64} << 20U;

  struct options {
    list_style style;
    split_rules split;
    std::string front;  ///< what the list has before its first row
    list_order order = list_order::input;
    /// A repeat has the answer of its first row, and waits for it. Else it is a row that says that it is one, where
    /// rows are written as given, and no row where they are not.
    bool copies = false;
    std::string scratch;  ///< folder for what does not fit into memory
  };

  /// Throws `std::system_error` if there can be no scratch file.
  list_writer(std::unique_ptr<source> list, list_outputs outputs, options with);

  /// Takes answers in, off the front of an answer log without its header; what is left is the beginning of one that is
  /// not all there. Throws `std::system_error` if the disk is full.
  void put(std::string_view& log);
  /// Writes what can be written with the answers that are there.
  [[nodiscard]] std::error_code write_ready();
  /// Brings everything that was written to disk. Rows without an answer, and those behind them where the order is
  /// kept, are left out.
  [[nodiscard]] std::error_code finish();

  /// Rows that are done with: written, however many files they are in, or not to be written. And of those that were,
  /// the ones that a split has no file for.
  [[nodiscard]] std::uint64_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::uint64_t rows_in_no_file() const noexcept { return rows_in_no_file_; }
  /// See `output_file::interrupt`. Thread-safe.
  void interrupt() noexcept;

 private:
  /// A row that the reading has passed by, since it has no answer yet.
  struct passed_row {
    std::string raw;
    std::string cell;
  };
  /// What a row is written with.
  struct resolved {
    known_endings::ending const* ending = nullptr;
    number asked;
    std::uint64_t first_row = 0;
  };

  [[nodiscard]] std::error_code read_on();
  [[nodiscard]] bool next_block(std::error_code& ec);
  [[nodiscard]] bool take_row(std::size_t index);
  [[nodiscard]] bool try_write(list_row const& row);
  [[nodiscard]] resolved resolve(std::uint64_t row) const noexcept;
  void write(list_row const& row, resolved const& with);
  void pass_by(list_row const& row);
  void write_passed(std::uint64_t row);
  void write_who_waited_for(std::uint64_t row);

  std::unique_ptr<source> list_;
  list_outputs outputs_;
  list_columns columns_;
  list_order order_;
  bool copies_;
  bool writes_repeats_;
  answer_table answers_;
  known_endings endings_;

  row_block block_;
  std::size_t next_in_block_ = 0;
  bool at_end_ = false;

  std::unordered_map<std::uint64_t, passed_row> passed_;
  std::unordered_multimap<std::uint64_t, std::uint64_t> waiting_;  ///< for the answer of a row: repeats passed by
  std::vector<std::uint64_t> answered_late_;                       ///< rows of `passed_` whose answers have just come
  std::size_t passed_bytes_ = 0;

  std::uint64_t rows_ = 0;
  std::uint64_t rows_in_no_file_ = 0;
};

}  // namespace rcs

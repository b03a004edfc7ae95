#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace rcs {

/// A stretch of consecutive input rows, reused from read to read.
class row_block {
 public:
  /// The rows' cells, in input order. Views into `storage` and `decoded`.
  std::vector<std::string_view> cells;
  /// The line of the first cell; the others follow one by one, unless `lines` says otherwise.
  std::uint64_t first_row = 1;
  /// The line of each cell, for inputs whose rows span lines; empty for all others.
  std::vector<std::uint64_t> lines;
  /// Only where a source was asked for it: each row's bytes as they stand in the list, with the line end. Together with
  /// the `front` of a list's first block they are the list.
  std::vector<std::string_view> raw;
  /// Likewise, in the first block of a list: what stands in front of the first row, such as a header.
  std::string_view front;
  /// What backs the cells and `raw`; the source that fills the block decides on its use.
  std::string storage;
  /// What backs the cells that say something else than the bytes of the list, such as those without their quotes.
  std::string decoded;

  /// The 1-based line of the i-th cell.
  [[nodiscard]] std::uint64_t row_of(std::size_t i) const noexcept { return lines.empty() ? first_row + i : lines[i]; }

  void clear() noexcept {
    cells.clear();
    lines.clear();
    raw.clear();
    front = {};
    storage.clear();
    decoded.clear();
  }
};

/// A list of phone numbers as the engine reads it: rows of text, in blocks. `read` is called from one thread at a time
/// and may block; `interrupt` may come from any thread.
class source {
 public:
  virtual ~source() = default;

  /// Replaces `into` by the next rows, at least one; false at the end of the input (then `into` is empty), after
  /// `interrupt`, or with `ec` set when the input cannot be read.
  virtual bool read(row_block& into, std::error_code& ec) = 0;

  /// Makes a `read` that is waiting for input return soon, and every later one at once. Thread-safe.
  virtual void interrupt() noexcept {}
};

}  // namespace rcs

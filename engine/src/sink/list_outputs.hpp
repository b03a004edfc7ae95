#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <system_error>

#include "file/encoded_output.hpp"
#include "sink/split_rules.hpp"
#include "sink/text_buffer.hpp"

namespace rcs {

/// The files that the rows of a list are written back to: one for all of them, one for each part of a split, or both.
/// Rows are gathered and written in large pieces.
class list_outputs {
 public:
  /// What tests false is not written.
  list_outputs(encoded_output whole, std::array<encoded_output, split_file_count> parts) noexcept;

  [[nodiscard]] bool writes_whole() const noexcept { return static_cast<bool>(whole_.file); }
  [[nodiscard]] bool writes(split_file part) const noexcept {
    return part != split_file::none && static_cast<bool>(parts_[index_of(part)].file);
  }
  /// Where to put the next row of `whole`, or of a part. A row before it that has no line end, which only the last row
  /// of a list may have, gets this one.
  [[nodiscard]] text_buffer& whole(std::string_view line_end) { return on_a_new_line(whole_, line_end); }
  [[nodiscard]] text_buffer& part(split_file which, std::string_view line_end) {
    return on_a_new_line(parts_[index_of(which)], line_end);
  }

  /// To every file.
  void put_header(std::string_view text);
  /// Writes what has been put, if it is a large piece (`force`: whatever it is).
  [[nodiscard]] std::error_code flush(bool force);
  /// Writes everything and brings it to disk. The first error.
  [[nodiscard]] std::error_code finish();
  /// See `output_file::interrupt`.
  void interrupt() noexcept;

 private:
  struct output {
    encoded_output file;
    text_buffer text;
    bool has_rows = false;
    bool open_line = false;  ///< what has been written does not end with a line end
  };
  static text_buffer& on_a_new_line(output& to, std::string_view line_end);
  static std::size_t index_of(split_file part) noexcept { return static_cast<std::size_t>(part); }
  template <typename Function>
  std::error_code for_each(Function function);

  output whole_;
  std::array<output, split_file_count> parts_;
};

}  // namespace rcs

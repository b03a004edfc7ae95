#pragma once

#include <array>
#include <memory>
#include <string>

#include "scrub/settings.hpp"
#include "sink/list_writer.hpp"
#include "sink/output_files.hpp"

namespace rcs::scrub {

/// Whether the rows are written back through the list, which is read a second time for it, and not as they settle.
[[nodiscard]] inline bool writes_back(settings const& s) noexcept {
  return s.append || !s.split.empty() || s.order == list_order::input || s.repeats == repeated_rows::copy;
}

/// What the files that a run keeps for itself are named after, with endings of their own: the output, or `run` in the
/// folder of a split list; empty if there is neither.
[[nodiscard]] std::string name_beside(settings const& s);

/// The file that answers are kept in until their rows are written back.
[[nodiscard]] std::string answer_log_name(settings const& s);

/// Everything is written back: the answers are not needed any more.
void remove_answer_log(settings const& s) noexcept;

/// The file of a part of a split list.
[[nodiscard]] std::string split_name(settings const& s, split_file part);

/// The files that a list is written back to; those that are not asked for test false.
struct back_files {
  output_file whole;
  std::array<output_file, split_file_count> parts;
};

/// Opens and locks them, in a folder that is made for a split if it is not there; changes none. Throws
/// `file_error`.
[[nodiscard]] back_files lock_back_files(settings const& s);

/// Empties the files and begins to write the list back, with the answers of an earlier run if `log` names them. Throws
/// `file_error`, and `std::system_error` if there can be no scratch file.
[[nodiscard]] std::unique_ptr<list_writer> begin_writing_back(settings const& s, back_files files,
                                                              std::string const& log);

}  // namespace rcs::scrub

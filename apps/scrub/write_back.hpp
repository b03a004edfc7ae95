#pragma once

#include <memory>
#include <string>

#include "scrub/settings.hpp"
#include "sink/list_writer.hpp"
#include "sink/output_files.hpp"

namespace rcs::scrub {

/// Whether the rows are written back through the list, which is read a second time for it, and not as they settle.
[[nodiscard]] bool writes_back(settings const& s) noexcept;

/// What the files that a run keeps for itself are named after, with endings of their own: the output, or `run` in the
/// folder of a split list; empty if there is neither.
[[nodiscard]] std::string name_beside(settings const& s);

/// The file that answers are kept in until their rows are written back.
[[nodiscard]] std::string answer_log_name(settings const& s);

/// Everything is written back: the answers are not needed any more.
void remove_answer_log(settings const& s) noexcept;

/// The file of a part of a split list.
[[nodiscard]] std::string split_name(settings const& s, split_file part);

/// Opens and locks the outputs, the folder of a split included, which is made if it is not there; changes none. Throws
/// `std::system_error` naming the file.
[[nodiscard]] list_outputs lock_list_outputs(settings const& s);

/// Empties the outputs and begins to write the list back, with the answers of an earlier run if `log` names them.
/// Throws `std::system_error`.
[[nodiscard]] std::unique_ptr<list_writer> begin_writing_back(settings const& s, list_outputs outputs,
                                                              std::string const& log);

}  // namespace rcs::scrub

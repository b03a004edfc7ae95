#pragma once

#include <functional>
#include <span>
#include <string>

#include "rcs/result.hpp"
#include "sink/row_format.hpp"

namespace rcs::scrub {

/// Given rows, some at a time. Their texts live until it returns.
using rows_taker = std::function<void(std::span<result const>)>;

/// Reads the rows that a run has written to an output of its own format, compressed or not. Throws `file_error` if the
/// file cannot be read or has something else in it.
void read_written_rows(std::string const& file, row_format format, rows_taker const& take);

/// The same of an answer log, which does not have the texts of rows that are no numbers. What a crash left of a last
/// row is left out.
void read_answer_log(std::string const& file, rows_taker const& take);

}  // namespace rcs::scrub

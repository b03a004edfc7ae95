#pragma once

#include <memory>
#include <string>
#include <system_error>

#include "rcs/sink.hpp"
#include "sink/row_format.hpp"

namespace rcs {

/// Where a run's rows go.
struct file_sink_options {
  std::string output;  ///< file name, or empty: `descriptor`
  int descriptor = 1;  ///< used, and left open, without `output`
  row_format format = row_format::csv;
  std::string failed;  ///< the failed list, in the same format with `attempts`; empty: none
};

/// Writes rows, and the retryable ones of them once more to the failed list, as they settle. Files are created 0600 and
/// truncated (an existing file keeps its mode). Blocks are rendered by the settling threads into bytes; the writing
/// thread only writes them. A file has its header even if no row comes. A pipe whose reader has gone is an error only
/// if the process ignores `SIGPIPE`, which is the application's business. Empty with `ec` set if a file cannot be
/// opened, with `which` naming it.
[[nodiscard]] std::unique_ptr<sink> open_file_sink(file_sink_options const& options, std::error_code& ec,
                                                   std::string& which);

}  // namespace rcs

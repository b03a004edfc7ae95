#pragma once

#include <memory>
#include <string>
#include <system_error>

#include "rcs/sink.hpp"
#include "sink/checkpoint_file.hpp"
#include "sink/row_format.hpp"

namespace rcs {

/// Where a run's rows go.
struct file_sink_options {
  std::string output;  ///< file name, or empty: `descriptor`
  int descriptor = 1;  ///< used, and left open, without `output`
  row_format format = row_format::csv;
  std::string failed;  ///< the failed list, in the same format with `attempts`; empty: none

  /// Where the states of the run are saved, once the rows they count are on disk; null: nowhere. Outlives the sink.
  checkpoint_file* states = nullptr;
  /// What the run goes on from; null: both files are begun anew.
  checkpoint const* resume = nullptr;
};

/// Writes rows, and the retryable ones of them once more to the failed list, as they settle. Files are created 0600 (an
/// existing file keeps its mode), and emptied or cut back to the checkpoint only when both have been opened and the
/// first state is saved. Blocks are rendered by the settling threads into bytes; the writing
/// thread only writes them. A file has its header even if no row comes. A pipe whose reader has gone is an error only
/// if the process ignores `SIGPIPE`, which is the application's business. Empty with `ec` set if a file cannot be
/// opened or cut, with `which` naming it.
[[nodiscard]] std::unique_ptr<sink> open_file_sink(file_sink_options const& options, std::error_code& ec,
                                                   std::string& which);

}  // namespace rcs

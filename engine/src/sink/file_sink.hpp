#pragma once

#include <memory>

#include "rcs/sink.hpp"
#include "sink/checkpoint_file.hpp"
#include "sink/list_writer.hpp"
#include "sink/output_files.hpp"
#include "sink/row_format.hpp"

namespace rcs {

/// Writes rows to `files`, where they have been cut back to, and the retryable ones once more to the failed list (in
/// the same format, with `attempts`), as they settle. Blocks are rendered by the settling threads into bytes; the
/// writing thread only writes them. A file that is empty gets its header, even if no row comes. A pipe whose reader has
/// gone is an error only if the process ignores `SIGPIPE`, which is the application's business.
///
/// States are saved in `states` once the rows they count are on disk, on a thread of its own; null: nowhere. It
/// outlives the sink.
///
/// With a `list`, the rows of the list are written back through that, and the output, if there is one, is an answer log
/// from which it can be filled again (see sink/answer_log).
[[nodiscard]] std::unique_ptr<sink> make_file_sink(output_files files, row_format format, checkpoint_file* states,
                                                   std::unique_ptr<list_writer> list = nullptr);

}  // namespace rcs

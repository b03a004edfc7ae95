#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "rcs/row_set.hpp"
#include "rcs/sink.hpp"
#include "settle/tally.hpp"

namespace rcs {

/// Rows on their way to the writer: rendered, and with the tally that is added when they are written, so that what is
/// counted is what is on disk.
struct settled_block {
  std::unique_ptr<rendered_block> bytes;
  tally counts;
  std::vector<row_range> settled;  ///< its rows, and those around them that need no result; only where states are saved
};

}  // namespace rcs

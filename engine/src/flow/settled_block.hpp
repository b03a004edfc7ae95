#pragma once

#include <cstdint>
#include <memory>

#include "rcs/sink.hpp"
#include "settle/tally.hpp"

namespace rcs {

/// Rows on their way to the writer: rendered, and with the tally that is added when they are written, so that what is
/// counted is what is on disk.
struct settled_block {
  std::unique_ptr<rendered_block> bytes;
  tally counts;
};

}  // namespace rcs

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "scrub/settings.hpp"
#include "sink/checkpoint_file.hpp"

namespace rcs::scrub {

/// How a run begins, as its checkpoint and the command line have it.
struct beginning {
  std::unique_ptr<checkpoint_file> file;  ///< null: no checkpoint is kept
  std::optional<checkpoint> from;         ///< what the run goes on from
  std::optional<int> finished;            ///< there is nothing to do: it had finished, with this exit code
  std::string remark;                     ///< for people; may be empty
};

/// Finds out how to begin; changes nothing. Throws `std::invalid_argument`, saying what to do, where going on is not
/// possible or beginning anew would destroy an unfinished run, and `std::system_error` if the list cannot be read.
[[nodiscard]] beginning find_beginning(settings const& s);

}  // namespace rcs::scrub

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "file/file_mark.hpp"
#include "rcs/run_state.hpp"

namespace rcs {

/// How much of an output belongs to a checkpoint.
struct output_mark {
  std::string role;  ///< what it is for
  file_mark at;
};

/// What a run leaves on disk so that another can go on from there.
struct checkpoint {
  /// What must be the same when the run goes on: what it is, and its value.
  std::vector<std::pair<std::string, std::string>> fingerprint;
  std::vector<output_mark> outputs;
  run_state state;
  std::optional<int> exit_code;  ///< of a run that has finished
};

/// As text: a line with the format's version and a checksum, and JSON.
[[nodiscard]] std::string to_text(checkpoint const& c);

/// Reads what `to_text` wrote. Empty for anything else, with `why` saying what is wrong in a few words. Any bytes will
/// do.
[[nodiscard]] std::optional<checkpoint> parse_checkpoint(std::string_view text, std::string& why);

}  // namespace rcs

#pragma once

#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "sink/checkpoint.hpp"

namespace rcs {

/// The file that holds a run's checkpoint, replaced atomically each time. One thread at a time.
class checkpoint_file {
 public:
  using fingerprint = std::vector<std::pair<std::string, std::string>>;

  /// `last` is what the file holds, if a run goes on from there.
  checkpoint_file(std::string name, fingerprint of, std::optional<checkpoint> last = std::nullopt);

  /// Replaces what is there. The outputs up to these marks are to be on disk before.
  [[nodiscard]] std::error_code save(run_state const& state, std::vector<output_mark> outputs);
  /// The run that was saved last has finished with this exit code.
  [[nodiscard]] std::error_code finish(int exit_code);

  [[nodiscard]] std::string const& name() const noexcept { return name_; }

 private:
  std::string name_;
  checkpoint last_;
};

/// What is in a checkpoint's file. Both empty if there is no such file.
struct found_checkpoint {
  std::optional<checkpoint> content;
  std::string why_not;  ///< it is there, and cannot be used
};
[[nodiscard]] found_checkpoint read_checkpoint(std::string const& name);

}  // namespace rcs

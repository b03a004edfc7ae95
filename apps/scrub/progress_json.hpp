#pragma once

#include <chrono>
#include <string>

#include "rcs/observer.hpp"

namespace rcs::scrub {

/// Progress for programs: a JSON object a line, once a second.
class progress_json final : public observer {
 public:
  /// `descriptor` is written to.
  explicit progress_json(int descriptor) noexcept : descriptor_{descriptor} {}

  void on_progress(progress const& now) noexcept override;

 private:
  int descriptor_;
  std::chrono::nanoseconds last_{};
};

/// The line, line end included.
[[nodiscard]] std::string to_json_line(progress const& now);

}  // namespace rcs::scrub

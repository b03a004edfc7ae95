#pragma once

#include <cstddef>
#include <vector>

#include "plan/settlement.hpp"

namespace rcs {

/// How many entries the planner still owes an outcome, and the outcomes it has decided by itself.
class plan_books {
 public:
  void opened(std::size_t count) noexcept { unsettled_ += count; }
  /// Settled by an answer, which is not the planner's to report.
  void answered(std::size_t count) noexcept { unsettled_ -= count; }
  void settle(entry const& who, outcome what, failure as = failure::bad_request) {
    decided_.push_back({who, what, as});
    --unsettled_;
  }

  [[nodiscard]] std::size_t unsettled() const noexcept { return unsettled_; }
  /// Moves what was decided since the last call to the end of `into`.
  void collect(std::vector<settlement>& into) {
    into.insert(into.end(), decided_.begin(), decided_.end());
    decided_.clear();
  }

 private:
  std::size_t unsettled_ = 0;
  std::vector<settlement> decided_;
};

}  // namespace rcs

#pragma once

#include <chrono>
#include <span>
#include <string_view>

#include "rcs/number.hpp"
#include "rcs/outcome.hpp"

namespace rcs {

/// A number that is about to be asked, and what is known of it without asking.
struct prior_answer {
  number asked;
  /// Whether the row ends with what stands below. Else the number is asked.
  bool known = false;
  /// `suppressed`, or one that an earlier answer had: `enabled`, `not_enabled` or `indeterminate`.
  outcome what = outcome::suppressed;
  std::string_view carrier_id;      ///< empty where not known
  std::string_view carrier_status;  ///< empty where not known
  std::string_view detail;          ///< as `result::detail`
  std::chrono::seconds age{};       ///< of an earlier answer, not negative
};

/// Knows how rows end before their numbers are asked: a suppression list, a cache of answers.
class prior_answers {
 public:
  virtual ~prior_answers() = default;

  /// Marks and fills in what is known of `fresh`: numbers of rows that are to be asked, in their order. One that is
  /// `known` already is left as it is. Repeats are not among them, unless `duplicates::keep` has every row asked, nor
  /// is a row that an earlier run has settled. Known rows never reach the planner, so that batches stay full.
  ///
  /// Called on the thread that reads the source, once for each block that has such numbers; it may block, and the
  /// requests wait for it only when there is nothing else to ask. The texts live until the next call, or until the run
  /// has ended. Where something cannot be found out it is not known. Must not throw.
  virtual void look_up(std::span<prior_answer> fresh) noexcept = 0;
};

}  // namespace rcs

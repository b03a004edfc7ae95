#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "simulator/fault.hpp"
#include "simulator/profile.hpp"
#include "simulator/random.hpp"

namespace rcs::sim {

/// What is in store for one look-up.
struct fate {
  fault what = fault::none;
  bool slow = false;
  bool http10 = false;
  bool chunked = false;
  bool continue_100 = false;
};

/// Deals out faults in the shares given. Immutable: any number of threads may draw at once.
class fault_source {
 public:
  /// `rules` have passed `check`.
  explicit fault_source(fault_rules const& rules);

  /// The fate of one look-up; depends on nothing but `chance`.
  [[nodiscard]] fate draw(random_source& chance) const noexcept;

 private:
  std::array<std::pair<double, fault>, fault_count> up_to_{};  ///< upper ends of the ranges of one uniform draw
  std::size_t used_ = 0;
  fault_rules rules_;
};

}  // namespace rcs::sim

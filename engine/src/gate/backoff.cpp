#include "gate/backoff.hpp"

#include <algorithm>

namespace rcs {

duration backoff::delay(unsigned failures, double random01) const noexcept {
  unsigned const doublings = failures > 1 ? std::min(failures - 1, 62U) : 0U;
  // Compared before it is multiplied, so that nothing overflows however many failures there were.
  bool const capped = base.count() > cap.count() >> doublings;
  duration const ceiling = capped ? cap : base * (duration::rep{1} << doublings);
  duration const drawn{static_cast<duration::rep>(static_cast<double>(ceiling.count()) * random01)};
  return std::min(drawn, ceiling);
}

}  // namespace rcs

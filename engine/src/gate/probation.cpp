#include "gate/probation.hpp"

namespace rcs {

bool probation::admits(std::size_t in_flight) const noexcept {
  switch (state_) {
    case state::unproven:
      return in_flight == 0;
    case state::proven:
      return true;
    case state::suspect:
      return !confirming_;
  }
  return false;
}

void probation::departed(std::uint64_t id) noexcept {
  latest_ = id;
  if (suspect()) confirming_ = id;
}

void probation::succeeded(std::uint64_t id) noexcept {
  undecided(id);
  if (!proven() || departed_since(id)) state_ = state::proven;
}

void probation::refused(std::uint64_t id) noexcept {
  undecided(id);
  // Those sent before the last suspicion belong to it, even when it has been cleared since.
  if (state_ != state::proven || !departed_since(id)) return;
  state_ = state::suspect;
  before_ = latest_;
}

void probation::undecided(std::uint64_t id) noexcept {
  if (confirming_ == id) confirming_.reset();
}

}  // namespace rcs

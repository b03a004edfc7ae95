#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "wire/device_shape.hpp"

namespace rcs {

/// The few shapes that an upstream's devices have: with a carrier and without, say. The one that fitted last is tried
/// first.
class known_shapes {
 public:
  /// See `device_shape::learn`. What is learnt takes the place of what was learnt longest ago.
  bool learn(std::string_view text) noexcept {
    device_shape& oldest = shapes_[next_];
    if (!oldest.learn(text)) return false;
    last_ = next_;
    next_ = (next_ + 1) % shapes_.size();
    reach_ = std::max(reach_, oldest.reach());
    return true;
  }

  /// How many bytes must be readable where a device may begin; 0 while there is no shape.
  [[nodiscard]] std::size_t reach() const noexcept { return reach_; }

  /// See `device_shape::match`.
  [[nodiscard]] char const* match(char const* begin, recent_names& names, device_answer& into) {
    char const* const behind = shapes_[last_].match(begin, names, into);
    return behind != nullptr ? behind : match_others(begin, names, into);
  }

 private:
  char const* match_others(char const* begin, recent_names& names, device_answer& into);

  std::array<device_shape, 4> shapes_;
  std::size_t last_ = 0;
  std::size_t next_ = 0;
  std::size_t reach_ = 0;
};

}  // namespace rcs

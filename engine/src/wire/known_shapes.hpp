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
  known_shapes() = default;
  known_shapes(known_shapes const&) = delete;
  known_shapes& operator=(known_shapes const&) = delete;

  /// See `device_shape::learn`. What is learnt takes the place of what was learnt longest ago.
  bool learn(std::string_view text) noexcept {
    device_shape& oldest = shapes_[next_];
    if (!oldest.learn(text)) return false;
    last_ = &oldest;
    next_ = (next_ + 1) % shapes_.size();
    reach_ = std::max(reach_, oldest.reach());
    return true;
  }

  /// How many bytes must be readable where a device may begin; 0 while there is no shape.
  [[nodiscard]] std::size_t reach() const noexcept { return reach_; }

  /// See `device_shape::match`.
  template <class Bytes>
  [[nodiscard, gnu::always_inline]] char const* match(char const* begin, recent_names& names, device_answer& into) {
    for (std::size_t tried = 0; tried < shapes_.size(); ++tried) {
      char const* const behind = last_->match<Bytes>(begin, names, into);
      if (behind != nullptr) return behind;
      into = {};
      if (++last_ == shapes_.data() + shapes_.size()) last_ = shapes_.data();
    }
    return nullptr;
  }

 private:
  std::array<device_shape, 4> shapes_;
  device_shape* last_ = shapes_.data();
  std::size_t next_ = 0;
  std::size_t reach_ = 0;
};

}  // namespace rcs

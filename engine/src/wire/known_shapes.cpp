#include "wire/known_shapes.hpp"

namespace rcs {

char const* known_shapes::match_others(char const* begin, recent_names& names, device_answer& into) {
  for (std::size_t i = 0; i < shapes_.size(); ++i) {
    if (i == last_ || shapes_[i].reach() == 0) continue;
    into = {};
    char const* const behind = shapes_[i].match(begin, names, into);
    if (behind == nullptr) continue;
    last_ = i;
    return behind;
  }
  return nullptr;
}

}  // namespace rcs

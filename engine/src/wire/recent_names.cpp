#include "wire/recent_names.hpp"

#include <algorithm>

namespace rcs {

std::string_view recent_names::look_up(std::string_view name, byte_block block, entry& last) {
  if ((block.not_plain() & byte_block::first(name.size())) != 0) return {};
  auto const kept = table_.intern(name);
  if (kept.data() == nullptr) return kept;
  *std::copy(name.begin(), name.end(), last.quoted.begin()) = '"';
  last.name = kept;
  return kept;
}

}  // namespace rcs

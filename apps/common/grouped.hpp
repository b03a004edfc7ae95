#pragma once

#include <cstdint>
#include <string>

namespace rcs {

/// `n` with a comma between thousands.
[[nodiscard]] inline std::string grouped(std::uint64_t n) {
  auto text = std::to_string(n);
  for (auto at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

}  // namespace rcs

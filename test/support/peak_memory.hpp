#pragma once

#include <cstddef>
#include <fstream>
#include <string>

namespace rcs::test {

/// The most memory that this process has had in use since `forget_peak_memory`, in bytes, as the kernel counts it.
[[nodiscard]] inline std::size_t peak_memory() {
  std::ifstream status{"/proc/self/status"};
  for (std::string name; status >> name;) {
    std::size_t kibibytes = 0;
    if (name == "VmHWM:" && status >> kibibytes) return kibibytes << 10U;
  }
  return 0;
}

/// From now on; false where the kernel does not let us.
[[nodiscard]] inline bool forget_peak_memory() {
  std::ofstream command{"/proc/self/clear_refs"};
  return static_cast<bool>(command << '5' << std::flush);
}

}  // namespace rcs::test

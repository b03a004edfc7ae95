#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace rcs::test {

/// A command line that is refused, and what is said of it.
struct bad_line {
  std::vector<std::string> arguments;
  std::string says;
};

inline std::ostream& operator<<(std::ostream& out, bad_line const& line) {
  return out << line.says;
}

}  // namespace rcs::test

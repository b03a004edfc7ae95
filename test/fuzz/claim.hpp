#pragma once

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace rcs::test {

/// Ends the program with these words, each detail on a line of its own, unless the claim holds.
template <class... Details>
void claim(bool holds, std::string_view what, Details const&... details) {
  if (holds) return;
  std::cerr << "\nThis does not hold: " << what << '\n';
  ((std::cerr << "  " << details << '\n'), ...);
  std::abort();
}

}  // namespace rcs::test

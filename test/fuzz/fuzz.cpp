#include "fuzz/fuzz.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  rcs::test::fuzz({reinterpret_cast<char const*>(data), size});
  return 0;
}

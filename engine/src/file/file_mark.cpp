#include "file/file_mark.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace rcs {

std::uint64_t hash_of_tail(std::string_view tail) noexcept {
  return tail.empty() ? 0 : XXH3_64bits(tail.data(), tail.size());
}

}  // namespace rcs

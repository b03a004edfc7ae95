#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>

#include "file/byte_input.hpp"

namespace rcs {

/// Reads the first bytes of an input, usually all that there is room for, and on until `recognise` tells from them what
/// the input is. The number of bytes; 0 with `ec` set. What the input ends before is told of is what there is by
/// default: `What{}`.
template <typename What>
std::size_t read_first_bytes(byte_input& from, std::span<char> to, std::error_code& ec,
                             std::optional<What> (*recognise)(std::string_view) noexcept, What& is) {
  std::size_t size = 0;
  for (std::optional<What> told; !told;) {
    auto const count = from.read(to.subspan(size), ec);
    if (ec) return 0;
    size += count;
    told = recognise({to.data(), size});
    is = told.value_or(What{});
    if (count == 0) break;
  }
  return size;
}

}  // namespace rcs

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace rcs {

/// Appends to `cells` the lines that `next_line` would find in `input` one after the other, for as long as they are no
/// longer than `max_record_bytes`, and returns how many bytes of `input` they take up. A few lines at the end may be
/// left to `next_line`.
std::size_t take_whole_lines(std::string_view input, std::vector<std::string_view>& cells);

}  // namespace rcs

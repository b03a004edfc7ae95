#pragma once

#include <memory>
#include <vector>

#include "rcs/number.hpp"
#include "rcs/source.hpp"

namespace rcs {

/// A list of numbers in memory. Row i + 1 is `numbers[i]`; "no number" is an empty cell.
[[nodiscard]] std::unique_ptr<source> make_span_source(std::vector<number> numbers);

}  // namespace rcs

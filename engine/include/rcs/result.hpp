#pragma once

#include <cstdint>
#include <string_view>

#include "rcs/number.hpp"
#include "rcs/outcome.hpp"

namespace rcs {

/// One settled row, as a sink is given it. A view: the texts live until the call that passes the result returns.
struct result {
  std::uint64_t row = 0;        ///< 1-based line of the input
  number asked;                 ///< "no number" for an invalid row
  std::uint64_t first_row = 0;  ///< of a duplicate: the row with the same number that was asked; else 0
  outcome what = outcome::invalid;
  std::uint8_t attempts = 0;        ///< how often the number was sent upstream
  std::string_view carrier_id;      ///< empty where not known
  std::string_view carrier_status;  ///< empty where not known; any value the upstream sends, not only the known ones
  std::string_view detail;          ///< starts with the reason or class token where there is one; may be empty
  std::string_view text;            ///< the input's own text, for an invalid row
};

}  // namespace rcs

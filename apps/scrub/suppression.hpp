#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rcs/suppression_list.hpp"
#include "scrub/settings.hpp"

namespace rcs::scrub {

/// The numbers that are not to be asked.
struct loaded_suppression {
  std::unique_ptr<suppression_list> list;  ///< null if none is asked for
  std::vector<std::string> remarks;        ///< for people: what is in each list, and which rows are nothing
};

/// Reads the lists of `--suppress`, which may take a while. Throws `file_error` if one cannot be read, and
/// `std::invalid_argument` with what would help if it cannot be told where its numbers are.
[[nodiscard]] loaded_suppression load_suppression(settings const& s);

/// The key of `--suppress-key-file`: the bytes of the file but for one line end behind them; empty without one. Throws
/// `file_error` if it cannot be read, and `std::invalid_argument` if it has none.
[[nodiscard]] std::string suppression_key(settings const& s);

}  // namespace rcs::scrub

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/virtual_run.hpp"

namespace rcs::test {

/// What a list is made of: plainly generated numbers, then some of them again, then rows that are no numbers.
struct list_model {
  std::size_t numbers = 0;
  std::size_t repeats = 0;
  std::size_t invalid = 0;

  [[nodiscard]] std::vector<std::string> rows() const;
};

/// A scenario as its file tells it: `[list]`, `[run]`, `[gate]`, `[server]` for the weather at first, `[server.20s]`
/// for what is different from that instant on (all else being as in `[server]`), `[wall_clock]`, and in `[expect]` what
/// must come of it.
struct scenario {
  list_model list;
  virtual_run run;
  std::map<std::string, std::pair<double, double>> ranges;  ///< by the name of what is counted; seconds for times
  std::optional<std::string> ending;
};

/// Throws `std::runtime_error`, with the key, for what it does not understand.
[[nodiscard]] scenario read_scenario(std::filesystem::path const& file);

}  // namespace rcs::test

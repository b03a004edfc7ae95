#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "settle/name_counter.hpp"

namespace rcs {

/// Counts names that all stay where they are for as long as this exists, so that a name met again in the same place
/// need not be compared. Rows of an answer refer to a few names, each kept once.
class standing_names {
 public:
  explicit standing_names(name_counter& counter) noexcept : counter_{counter} {}

  void add(std::string_view name) {
    auto& known = known_[(reinterpret_cast<std::uintptr_t>(name.data()) >> 4U) % known_.size()];
    if (known.name.data() != name.data() || known.name.size() != name.size()) known = {name, counter_.place_of(name)};
    counter_.add_at(known.place, 1);
  }

 private:
  struct known_name {
    std::string_view name;
    std::size_t place = 0;
  };

  name_counter& counter_;
  std::array<known_name, 32> known_{};
};

}  // namespace rcs

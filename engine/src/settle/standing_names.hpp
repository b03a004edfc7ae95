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
  /// Only now are all of them counted.
  ~standing_names() {
    for (auto const& known : known_) counter_.add_at(known.place, known.times);
  }
  standing_names(standing_names const&) = delete;
  standing_names& operator=(standing_names const&) = delete;

  void add(std::string_view name) {
    auto& known = known_[(reinterpret_cast<std::uintptr_t>(name.data()) >> 4U) % known_.size()];
    if (known.name.data() != name.data() || known.name.size() != name.size()) {
      std::size_t const place = counter_.place_of(name);
      counter_.add_at(known.place, known.times);
      known = {name, place, 0};
    }
    ++known.times;
  }

 private:
  struct known_name {
    std::string_view name;
    std::size_t place = 0;
    std::uint64_t times = 0;
  };

  name_counter& counter_;
  std::array<known_name, 32> known_{};
};

}  // namespace rcs

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rcs/outcome.hpp"

namespace rcs::scrub {

/// Of some numbers: how many there are, how many were answered, and how many can receive RCS.
struct reach_counts {
  std::uint64_t numbers = 0;
  std::uint64_t answered = 0;  ///< enabled, not enabled or indeterminate
  std::uint64_t enabled = 0;

  void add(outcome what) noexcept;
  reach_counts& operator+=(reach_counts const& more) noexcept;
  friend bool operator==(reach_counts const&, reach_counts const&) = default;
};

/// Whether the upstream said something of the number.
[[nodiscard]] constexpr bool is_answered(outcome what) noexcept {
  return what == outcome::enabled || what == outcome::not_enabled || what == outcome::indeterminate;
}

/// Counts by name: of a country, a carrier. The first `max_names` distinct names are told apart, later ones count under
/// `other`. One thread at a time.
class breakdown {
 public:
  static constexpr std::size_t max_names = 4096;
  static constexpr std::string_view other = "other";

  void add(std::string_view name, outcome what) { at(name).add(what); }
  void merge(breakdown const& more);
  void clear() noexcept;

  /// Every name, that with the most numbers first, then by name.
  [[nodiscard]] std::vector<std::pair<std::string, reach_counts>> sorted() const;

 private:
  struct text_hash {
    using is_transparent = void;
    [[nodiscard]] std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };
  using counts = std::unordered_map<std::string, reach_counts, text_hash, std::equal_to<>>;

  [[nodiscard]] reach_counts& at(std::string_view name);

  counts counts_;
  counts::value_type* last_ = nullptr;  ///< rows of one carrier often come in a row
};

}  // namespace rcs::scrub

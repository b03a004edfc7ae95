#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rcs {

/// How often each name occurred. The first `max_names` distinct names are told apart, later ones count under `other`.
/// Made for a handful of names that come again and again; `clear` keeps the memory. One thread at a time.
class name_counter {
 public:
  static constexpr std::size_t max_names = 4096;
  static constexpr std::string_view other = "other";

  void add(std::string_view name, std::uint64_t times = 1) { add_at(place_of(name), times); }
  /// Where `name` is counted: until `clear`, a place to be given to `add_at`.
  [[nodiscard]] std::size_t place_of(std::string_view name);
  void add_at(std::size_t place, std::uint64_t times) noexcept {
    (place < names_.size() ? names_[place].times : others_) += times;
  }
  /// Adds every count of `more`. Sums do not depend on the order of merging as long as the names stay within the limit.
  void merge(name_counter const& more);
  void clear() noexcept;

  /// Every name that occurred, the most frequent first, then by name.
  [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> sorted() const;

 private:
  struct counted {
    std::string name;
    std::uint64_t times = 0;
  };

  static constexpr std::size_t nowhere = SIZE_MAX;

  [[nodiscard]] std::size_t find(std::string_view name) noexcept;
  [[nodiscard]] std::size_t insert(std::string_view name);
  void index(std::size_t position) noexcept;
  void rebuild_index();

  /// Beyond so many names a table is searched instead of the list.
  static constexpr std::size_t max_linear = 16;

  std::vector<counted> names_;  ///< those from `used_` on are left over from before `clear`, for their memory
  std::size_t used_ = 0;
  std::size_t last_ = 0;              ///< where the last search ended: rows of one carrier often come in a row
  std::vector<std::uint32_t> slots_;  ///< open addressing: positions in `names_` plus one, 0 where free
  std::uint64_t others_ = 0;
};

}  // namespace rcs

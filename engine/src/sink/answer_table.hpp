#pragma once

#include <cstdint>
#include <string>

#include "file/scratch_memory.hpp"
#include "rcs/number.hpp"

namespace rcs {

/// The answers of a list by row. 16 bytes for each row up to the last, in scratch memory: on disk rather than in the
/// process where there are many. One thread at a time.
class answer_table {
 public:
  struct answer {
    std::uint64_t key = 0;     ///< the number, 0 for none; of a duplicate the row it repeats
    std::uint32_t ending = 0;  ///< which of the endings; see `known_endings`
    std::uint8_t state = 0;    ///< 0: not there
  };

  /// The scratch file is in `folder`. Throws `std::system_error` if there can be none.
  explicit answer_table(std::string const& folder) : memory_{folder} {}

  /// The answer of a row, 1 or more; what was there is replaced. Throws `std::system_error` if the disk is full.
  void put(std::uint64_t row, answer const& what);
  /// None if nothing was put. Valid until the next `put`.
  [[nodiscard]] answer const* find(std::uint64_t row) const noexcept;
  /// The last row that was put; 0: none.
  [[nodiscard]] std::uint64_t last() const noexcept { return last_; }
  /// Rows before this one will hardly be asked for.
  void release_before(std::uint64_t row) noexcept { memory_.release_before((row - 1) * sizeof(answer)); }

 private:
  [[nodiscard]] answer* at(std::uint64_t row) const noexcept {
    return reinterpret_cast<answer*>(memory_.data()) + (row - 1);
  }

  scratch_memory memory_;
  std::uint64_t last_ = 0;
};

static_assert(sizeof(answer_table::answer) == 16);

inline void answer_table::put(std::uint64_t row, answer const& what) {
  if (row * sizeof(answer) > memory_.size()) memory_.grow(row * sizeof(answer));
  *at(row) = what;
  at(row)->state = 1;
  if (row > last_) last_ = row;
}

inline answer_table::answer const* answer_table::find(std::uint64_t row) const noexcept {
  if (row == 0 || row > last_ || at(row)->state == 0) return nullptr;
  return at(row);
}

}  // namespace rcs

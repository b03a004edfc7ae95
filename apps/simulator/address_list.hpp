#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rcs/number.hpp"
#include "simulator/random.hpp"

namespace rcs::sim {

/// The distinct numbers of one request, in the order they came. Reused from request to request.
class address_list {
 public:
  void clear() noexcept {
    numbers_.clear();
    std::fill(slots_.begin(), slots_.end(), 0);
  }

  /// Adds `n`; false if it is there already. Constant time on average.
  bool add(number n) {
    if (2 * (numbers_.size() + 1) > slots_.size()) grow();
    if (!place(n.value())) return false;
    numbers_.push_back(n);
    return true;
  }

  /// Drops the numbers for which `out` is true; later `add`s still know them.
  template <class Predicate>
  void drop_if(Predicate out) {
    std::erase_if(numbers_, out);
  }

  [[nodiscard]] std::span<number const> numbers() const noexcept { return numbers_; }
  [[nodiscard]] std::size_t size() const noexcept { return numbers_.size(); }

 private:
  bool place(std::uint64_t value) noexcept {
    auto const mask = slots_.size() - 1;
    for (auto at = static_cast<std::size_t>(mix(value)) & mask;; at = (at + 1) & mask) {
      if (slots_[at] == value) return false;
      if (slots_[at] != 0) continue;
      slots_[at] = value;
      return true;
    }
  }

  void grow() {
    slots_.assign(std::max<std::size_t>(1024, 2 * slots_.size()), 0);
    for (auto const n : numbers_) (void)place(n.value());
  }

  std::vector<number> numbers_;
  std::vector<std::uint64_t> slots_;  ///< open addressing, a power of two of them; 0 is free
};

}  // namespace rcs::sim

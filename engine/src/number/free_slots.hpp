#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace rcs::detail {

/// Which of so many slots are free, in a bit for each. Who fills slots side by side reads here which is next, and not
/// in the slots: there, a read of eight bytes has to wait for the stores of five before it, every time.
class free_slots {
 public:
  /// Room for `count` slots. Throws `std::bad_alloc`.
  explicit free_slots(std::size_t count) : taken_(count / bits + 1), count_{count} { clear(); }

  /// All are free.
  void clear() noexcept {
    for (auto& word : taken_) word = 0;
    taken_.back() = ~std::uint64_t{0} << count_ % bits;  // there are no slots behind the last
  }

  /// Takes the first free slot from `at` on, from the last one on to the first. There is one.
  [[nodiscard]] std::size_t take(std::size_t at) noexcept {
    std::size_t word = at / bits;
    std::uint64_t open = ~taken_[word] & ~std::uint64_t{0} << at % bits;
    while (open == 0) {
      if (++word == taken_.size()) word = 0;
      open = ~taken_[word];
    }
    taken_[word] |= open & -open;
    return word * bits + static_cast<std::size_t>(std::countr_zero(open));
  }

 private:
  static constexpr std::size_t bits = 64;

  std::vector<std::uint64_t> taken_;
  std::size_t count_;
};

}  // namespace rcs::detail

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rcs/number.hpp"

namespace rcs::sim {

/// Remembers of every number ever asked what became of it. Exact. One thread at a time.
class asked_set {
 public:
  /// What is known of a number; a sum of these.
  enum known : std::uint8_t { unknown = 0, asked = 1, answered = 2, withheld = 4 };

  asked_set();

  /// Marks all of `numbers` as asked; `before` becomes what was known of each before that.
  void ask(std::span<number const> numbers, std::vector<std::uint8_t>& before);

  /// Adds `what` to what is known of `numbers`, each of which was asked.
  void note(std::span<number const> numbers, known what) noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// Forgets everything.
  void clear();

 private:
  [[nodiscard]] std::size_t home(std::uint64_t value) const noexcept;
  std::uint64_t& find_or_add(std::uint64_t value) noexcept;
  void grow();

  std::vector<std::uint64_t> slots_;  ///< open addressing; the number below, what is known of it in the top byte
  std::size_t size_ = 0;
};

}  // namespace rcs::sim

#include "simulator/asked_set.hpp"

#include <utility>

#include "simulator/random.hpp"

namespace rcs::sim {
namespace {

// A million numbers fit before it grows, which takes long enough to delay whatever comes meanwhile.
constexpr std::size_t first_capacity = std::size_t{1} << 21U;
constexpr unsigned flag_shift = 56;
constexpr std::uint64_t number_mask = (std::uint64_t{1} << flag_shift) - 1;

/// How far ahead slots are fetched: at full load each is a cache miss, and this many are under way at once.
constexpr std::size_t ahead = 16;

}  // namespace

asked_set::asked_set() : slots_(first_capacity) {}

void asked_set::ask(std::span<number const> numbers, std::vector<std::uint8_t>& before) {
  while ((size_ + numbers.size()) * 3 > slots_.size() * 2) grow();
  before.resize(numbers.size());
  auto const fetch = [&](std::size_t i) { __builtin_prefetch(&slots_[home(numbers[i].value())], 1); };
  for (std::size_t i = 0; i < numbers.size() && i < ahead; ++i) fetch(i);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i + ahead < numbers.size()) fetch(i + ahead);
    auto& slot = find_or_add(numbers[i].value());
    before[i] = static_cast<std::uint8_t>(slot >> flag_shift);
    slot |= std::uint64_t{asked} << flag_shift;
  }
}

void asked_set::note(std::span<number const> numbers, known what) noexcept {
  for (auto const n : numbers) find_or_add(n.value()) |= std::uint64_t{what} << flag_shift;
}

void asked_set::clear() {
  slots_.assign(first_capacity, 0);
  slots_.shrink_to_fit();
  size_ = 0;
}

std::size_t asked_set::home(std::uint64_t value) const noexcept {
  return static_cast<std::size_t>(mix(value)) & (slots_.size() - 1);
}

std::uint64_t& asked_set::find_or_add(std::uint64_t value) noexcept {
  auto const mask = slots_.size() - 1;
  for (auto at = home(value);; at = (at + 1) & mask) {
    auto& slot = slots_[at];
    if ((slot & number_mask) == value) return slot;
    if (slot != 0) continue;
    slot = value;
    ++size_;
    return slot;
  }
}

void asked_set::grow() {
  auto const old = std::exchange(slots_, std::vector<std::uint64_t>(slots_.size() * 2));
  auto const mask = slots_.size() - 1;
  for (auto const kept : old) {
    if (kept == 0) continue;
    auto at = home(kept & number_mask);
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = kept;
  }
}

}  // namespace rcs::sim

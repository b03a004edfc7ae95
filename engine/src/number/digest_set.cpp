#include "number/digest_set.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <new>

namespace rcs {

void digest_set::add(std::uint64_t key) {
  constexpr std::size_t first_size = std::size_t{1} << 16U;
  constexpr std::size_t most_keys = std::numeric_limits<std::uint32_t>::max();
  if (size_ == most_keys) throw std::bad_alloc{};
  // Pages that were never written to take no memory, so that doubling costs none.
  if ((size_ + 1) * sizeof key > memory_.size()) memory_.grow(std::max(first_size, 2 * memory_.size()));
  ++size_;
  keys().back() = key;
}

void digest_set::settle() {
  if (size_ == 0) return;
  auto const all = keys();
  std::sort(all.begin(), all.end());
  auto const end = std::unique(all.begin(), all.end());
  size_ = static_cast<std::size_t>(end - all.begin());
  make_directory();
}

void digest_set::make_directory() {
  constexpr int bits_within_part = 4;
  part_bits_ = static_cast<unsigned>(std::max(0, static_cast<int>(std::bit_width(size_)) - bits_within_part));
  begins_.assign((std::size_t{1} << part_bits_) + 1, 0);
  std::size_t part = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    while (part <= part_of(keys()[i])) begins_[part++] = static_cast<std::uint32_t>(i);
  }
  while (part < begins_.size()) begins_[part++] = static_cast<std::uint32_t>(size_);
}

bool digest_set::contains(std::uint64_t key) const noexcept {
  if (begins_.empty()) return false;
  auto const part = part_of(key);
  auto const with_these_bits = keys().subspan(begins_[part], begins_[part + 1] - begins_[part]);
  return std::binary_search(with_these_bits.begin(), with_these_bits.end(), key);
}

void digest_set::prefetch(std::uint64_t key) const noexcept {
  if (!begins_.empty()) __builtin_prefetch(&begins_[part_of(key)]);
}

std::size_t digest_set::memory_bytes() const noexcept {
  return size_ * sizeof(std::uint64_t) + begins_.capacity() * sizeof(std::uint32_t);
}

}  // namespace rcs

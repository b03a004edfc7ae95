#include "settle/name_counter.hpp"

#include <algorithm>
#include <bit>
#include <functional>

namespace rcs {

std::size_t name_counter::place_of(std::string_view name) {
  auto const known = find(name);
  return known == nowhere && used_ < max_names ? insert(name) : known;
}

void name_counter::merge(name_counter const& more) {
  for (std::size_t i = 0; i < more.used_; ++i) add(more.names_[i].name, more.names_[i].times);
  others_ += more.others_;
}

void name_counter::clear() noexcept {
  used_ = 0;
  last_ = 0;
  others_ = 0;
  slots_.clear();
}

std::vector<std::pair<std::string, std::uint64_t>> name_counter::sorted() const {
  std::vector<std::pair<std::string, std::uint64_t>> all;
  std::uint64_t others = others_;
  for (std::size_t i = 0; i < used_; ++i) {
    if (names_[i].name == other) {
      others += names_[i].times;
    } else {
      all.emplace_back(names_[i].name, names_[i].times);
    }
  }
  if (others != 0) all.emplace_back(other, others);
  std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return all;
}

std::size_t name_counter::find(std::string_view name) noexcept {
  if (last_ < used_ && names_[last_].name == name) return last_;
  if (used_ <= max_linear) {
    for (std::size_t i = 0; i < used_; ++i) {
      if (names_[i].name == name) return last_ = i;
    }
    return nowhere;
  }
  for (std::size_t slot = std::hash<std::string_view>{}(name);; ++slot) {
    std::uint32_t const found = slots_[slot & (slots_.size() - 1)];
    if (found == 0) return nowhere;
    if (names_[found - 1].name == name) return last_ = found - 1;
  }
}

std::size_t name_counter::insert(std::string_view name) {
  if (used_ == names_.size()) names_.emplace_back();
  counted& fresh = names_[used_];
  fresh.name.assign(name);
  fresh.times = 0;
  last_ = used_++;
  if (used_ > max_linear) {
    if (slots_.size() < 2 * used_) {
      rebuild_index();
    } else {
      index(last_);
    }
  }
  return last_;
}

void name_counter::index(std::size_t position) noexcept {
  std::size_t slot = std::hash<std::string_view>{}(names_[position].name);
  while (slots_[slot & (slots_.size() - 1)] != 0) ++slot;
  slots_[slot & (slots_.size() - 1)] = static_cast<std::uint32_t>(position + 1);
}

void name_counter::rebuild_index() {
  slots_.assign(std::bit_ceil(4 * used_), 0);
  for (std::size_t i = 0; i < used_; ++i) index(i);
}

}  // namespace rcs

#include "wire/name_table.hpp"

#include <cstdint>

namespace rcs {
namespace {

std::uint8_t slot_of(std::string_view name) noexcept {
  std::size_t const ends = static_cast<unsigned char>(name.front()) + 5U * static_cast<unsigned char>(name.back());
  return static_cast<std::uint8_t>(31U * name.size() + ends + 3U * static_cast<unsigned char>(name[name.size() / 2]));
}

}  // namespace

std::string_view name_table::intern(std::string_view name) {
  if (name.empty()) return "";
  if (name.size() > max_length) return {};
  std::string_view& recent = recent_[slot_of(name)];
  if (recent == name) return recent;
  std::string_view const kept = look_up(name);
  if (kept.data() != nullptr) recent = kept;
  return kept;
}

std::string_view name_table::look_up(std::string_view name) {
  if (auto const found = index_.find(name); found != index_.end()) return *found;
  if (names_.size() == max_names) return {};
  std::string_view const kept = names_.emplace_back(name);
  index_.insert(kept);
  return kept;
}

}  // namespace rcs

#include "wire/recent_names.hpp"

#include <algorithm>

namespace rcs {

/// `first` is where the name should be; where another one is there, it is next to it.
std::string_view recent_names::look_up(std::string_view name, entry& first) {
  entry& second = entries_[static_cast<std::size_t>(&first - entries_.data()) ^ 1U];
  if (second.is<paired_bytes>(name.data(), name.size())) return second.name;
  auto const kept = look_up(name);
  if (kept.data() == nullptr) return kept;
  entry& place = first.name.data() != nullptr && second.name.data() == nullptr ? second : first;
  *std::copy(name.begin(), name.end(), place.quoted.begin()) = '"';
  place.name = kept;
  return kept;
}

std::string_view recent_names::look_up(std::string_view name) {
  bool const plain = std::all_of(name.begin(), name.end(), [](char c) {
    auto const code = static_cast<unsigned char>(c);
    return code >= 0x20 && code <= 0x7f && c != '\\';
  });
  return plain ? table_.intern(name) : std::string_view{};
}

}  // namespace rcs

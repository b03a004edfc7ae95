#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include <boost/unordered/unordered_flat_set.hpp>

namespace rcs {

/// Keeps one copy of each carrier name and status, so that answers can refer to them without copying. Bounded: past
/// `max_names` names or for names over `max_length` bytes it takes nothing more. One thread at a time; what it returned
/// stays valid for its life.
class name_table {
 public:
  static constexpr std::size_t max_names = 4096;
  static constexpr std::size_t max_length = 256;

  name_table() = default;
  name_table(name_table const&) = delete;
  name_table& operator=(name_table const&) = delete;

  /// The kept copy of `name`; empty view with a null pointer if it is neither kept nor can be.
  [[nodiscard]] std::string_view intern(std::string_view name);

 private:
  std::string_view look_up(std::string_view name);

  std::deque<std::string> names_;
  boost::unordered_flat_set<std::string_view> index_;
  /// Where a name was found last, by a hash of its length and ends: a run sees a few dozen names over and over, and
  /// comparing one costs a fraction of hashing it.
  std::array<std::string_view, 256> recent_{};
};

}  // namespace rcs

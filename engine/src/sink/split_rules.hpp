#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rcs/outcome.hpp"

namespace rcs {

/// The files that a list is split into.
enum class split_file : std::uint8_t { send, fallback, review, suppressed, invalid, retry, none };

inline constexpr std::size_t split_file_count = 6;
inline constexpr std::array<std::string_view, split_file_count> split_file_names{"send",       "fallback", "review",
                                                                                 "suppressed", "invalid",  "retry"};

/// Which file a row goes to, by how it ended. Immutable.
class split_rules {
 public:
  /// `enabled` to `send`, `not_enabled` to `fallback`; `invalid` and `suppressed` to the files of their names; what is
  /// worth asking again (see `is_retryable`) to `retry`; repeats nowhere; all else to `review`.
  split_rules();

  /// These with changes: `outcome=file`, or `outcome/carrier status=file` for the rows with that status alone (as the
  /// upstream spells it, in any case), separated by commas; `none` is no file. Throws `std::invalid_argument` with a
  /// text for people.
  explicit split_rules(std::string_view changes);

  [[nodiscard]] split_file file_of(outcome what, std::string_view carrier_status) const noexcept;

 private:
  struct exception {
    outcome what;
    std::string carrier_status;  ///< lower case
    split_file to;
  };
  void change(std::string_view rule);

  std::array<split_file, outcome_count> files_{};
  std::vector<exception> exceptions_;
};

}  // namespace rcs

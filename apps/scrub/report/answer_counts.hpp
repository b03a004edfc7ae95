#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rcs/result.hpp"
#include "scrub/report/breakdown.hpp"
#include "scrub/report/region.hpp"

namespace rcs::scrub {

/// A row that is no number: its line, and what it looks like.
struct invalid_sample {
  std::uint64_t row = 0;
  std::string shape;  ///< see `shape_of`; empty if not known

  friend bool operator==(invalid_sample const&, invalid_sample const&) = default;
};

/// What a text looks like without saying what it says: letters as `x`, digits as `#`, what is not ASCII as `?`; at most
/// 40 characters, then an ellipsis of dots.
[[nodiscard]] std::string shape_of(std::string_view text);

/// What a report tells of rows beyond the totals of the run. Mergeable, in any order. One thread at a time.
class answer_counts {
 public:
  static constexpr std::size_t samples_kept = 5;
  /// Texts of errors that are told apart; what comes after counts under `breakdown::other`.
  static constexpr std::size_t max_errors = 100;

  struct invalid_rows {
    std::uint64_t count = 0;
    std::vector<invalid_sample> first;  ///< in the order of their lines
  };

  /// Rows of numbers count under where they are from; those answered also under carrier and carrier status, where these
  /// are known.
  void add(std::span<result const> rows, region_of const& where);
  void merge(answer_counts const& more);
  void clear() noexcept;

  [[nodiscard]] breakdown const& regions() const noexcept { return regions_; }
  [[nodiscard]] breakdown const& carriers() const noexcept { return carriers_; }
  [[nodiscard]] breakdown const& carrier_statuses() const noexcept { return carrier_statuses_; }
  /// By reason.
  [[nodiscard]] std::map<std::string, invalid_rows> const& invalid() const noexcept { return invalid_; }
  /// Rows without an answer, by outcome and by what is known of why.
  [[nodiscard]] std::map<std::pair<outcome, std::string>, std::uint64_t> const& errors() const noexcept {
    return errors_;
  }

 private:
  void add_invalid(result const& row);
  void add_error(outcome what, std::string_view words, std::uint64_t times);

  breakdown regions_;
  breakdown carriers_;
  breakdown carrier_statuses_;
  std::map<std::string, invalid_rows> invalid_;
  std::map<std::pair<outcome, std::string>, std::uint64_t> errors_;
};

}  // namespace rcs::scrub

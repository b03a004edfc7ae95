#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rcs/outcome.hpp"
#include "rcs/result.hpp"
#include "settle/name_counter.hpp"

namespace rcs {

/// How many rows ended how, and on which carriers. Mergeable: each block of rows carries the tally of its own rows, and
/// the run adds them up as the blocks are written. Reused after `clear`, it allocates nothing for names it has room
/// for.
class tally {
 public:
  /// Distinct names kept for carriers and for statuses, each; what comes after counts under `other`.
  static constexpr std::size_t max_names = name_counter::max_names;
  static constexpr std::string_view other = name_counter::other;

  using names = std::vector<std::pair<std::string, std::uint64_t>>;

  void add(std::span<result const> rows);
  void add(result const& row) { add({&row, 1}); }
  void merge(tally const& more);
  /// Adds counts that were taken out before; not those of `known_before`.
  void restore(std::array<std::uint64_t, outcome_count> const& outcomes, names const& carriers, names const& statuses);
  void clear() noexcept;

  [[nodiscard]] std::uint64_t of(outcome o) const noexcept { return outcomes_[index_of(o)]; }
  [[nodiscard]] std::array<std::uint64_t, outcome_count> const& outcomes() const noexcept { return outcomes_; }
  [[nodiscard]] std::uint64_t rows() const noexcept;
  /// Rows that are neither invalid nor repeats.
  [[nodiscard]] std::uint64_t numbers() const noexcept {
    return rows() - of(outcome::invalid) - of(outcome::duplicate);
  }

  /// Answered rows that nobody was asked about.
  [[nodiscard]] std::uint64_t known_before() const noexcept { return known_before_; }

  /// Answered rows (enabled, not enabled, indeterminate) by carrier and by carrier status where those are known, the
  /// most frequent first, then by name.
  [[nodiscard]] names carriers() const { return carriers_.sorted(); }
  [[nodiscard]] names carrier_statuses() const { return carrier_statuses_.sorted(); }

 private:
  std::array<std::uint64_t, outcome_count> outcomes_{};
  std::uint64_t known_before_ = 0;
  name_counter carriers_;
  name_counter carrier_statuses_;
};

}  // namespace rcs

#include "settle/tally.hpp"

#include <numeric>

#include "settle/standing_names.hpp"

namespace rcs {
namespace {

constexpr bool is_answered(outcome o) noexcept {
  return o == outcome::enabled || o == outcome::not_enabled || o == outcome::indeterminate;
}

}  // namespace

void tally::add(std::span<result const> rows) {
  standing_names carriers{carriers_};
  standing_names statuses{carrier_statuses_};
  for (auto const& row : rows) {
    ++outcomes_[index_of(row.what)];
    if (!is_answered(row.what)) continue;
    if (row.attempts == 0) ++known_before_;
    if (!row.carrier_id.empty()) carriers.add(row.carrier_id);
    if (!row.carrier_status.empty()) statuses.add(row.carrier_status);
  }
}

void tally::merge(tally const& more) {
  for (std::size_t i = 0; i < outcome_count; ++i) outcomes_[i] += more.outcomes_[i];
  known_before_ += more.known_before_;
  carriers_.merge(more.carriers_);
  carrier_statuses_.merge(more.carrier_statuses_);
}

void tally::restore(std::array<std::uint64_t, outcome_count> const& outcomes, names const& carriers,
                    names const& statuses) {
  for (std::size_t i = 0; i < outcome_count; ++i) outcomes_[i] += outcomes[i];
  for (auto const& [name, times] : carriers) carriers_.add(name, times);
  for (auto const& [name, times] : statuses) carrier_statuses_.add(name, times);
}

void tally::clear() noexcept {
  outcomes_.fill(0);
  known_before_ = 0;
  carriers_.clear();
  carrier_statuses_.clear();
}

std::uint64_t tally::rows() const noexcept {
  return std::accumulate(outcomes_.begin(), outcomes_.end(), std::uint64_t{0});
}

}  // namespace rcs

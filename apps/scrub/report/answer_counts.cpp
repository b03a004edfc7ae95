#include "scrub/report/answer_counts.hpp"

#include <algorithm>
#include <cctype>

namespace rcs::scrub {
namespace {

/// The class or reason that a detail starts with.
std::string_view token_of(std::string_view detail) noexcept {
  return detail.substr(0, detail.find_first_of(": "));
}

/// What tells one error from another. The words about a failure are different with every request, its class is not.
std::string_view words_of(result const& row) noexcept {
  constexpr std::size_t longest = 160;
  return row.what == outcome::failed ? token_of(row.detail) : row.detail.substr(0, longest);
}

void add_sample(std::vector<invalid_sample>& to, invalid_sample one) {
  auto const place = std::ranges::upper_bound(to, one.row, {}, &invalid_sample::row);
  if (to.size() == answer_counts::samples_kept && place == to.end()) return;
  to.insert(place, std::move(one));
  if (to.size() > answer_counts::samples_kept) to.pop_back();
}

}  // namespace

std::string shape_of(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string made;
  for (char const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) continue;  // the first byte of a character stands for all of it
    if (made.size() == longest) return made + "...";
    if (byte >= 0x80U || byte < ' ' || byte == 0x7FU) {
      made += '?';
    } else {
      made += std::isdigit(byte) != 0 ? '#' : std::isalpha(byte) != 0 ? 'x' : c;
    }
  }
  return made;
}

void answer_counts::add(std::span<result const> rows, region_of const& where) {
  for (auto const& row : rows) {
    if (row.what == outcome::duplicate) continue;
    if (row.what == outcome::invalid) {
      add_invalid(row);
      continue;
    }
    regions_.add(where(row.asked), row.what);
    if (!is_answered(row.what)) {
      add_error(row.what, words_of(row), 1);
      continue;
    }
    if (!row.carrier_id.empty()) carriers_.add(row.carrier_id, row.what);
    if (!row.carrier_status.empty()) carrier_statuses_.add(row.carrier_status, row.what);
  }
}

void answer_counts::merge(answer_counts const& more) {
  regions_.merge(more.regions_);
  carriers_.merge(more.carriers_);
  carrier_statuses_.merge(more.carrier_statuses_);
  for (auto const& [reason, rows] : more.invalid_) {
    auto& into = invalid_[reason];
    into.count += rows.count;
    for (auto const& one : rows.first) add_sample(into.first, one);
  }
  for (auto const& [what, times] : more.errors_) add_error(what.first, what.second, times);
}

void answer_counts::clear() noexcept {
  regions_.clear();
  carriers_.clear();
  carrier_statuses_.clear();
  invalid_.clear();
  errors_.clear();
}

void answer_counts::add_invalid(result const& row) {
  auto& into = invalid_[std::string{token_of(row.detail)}];
  ++into.count;
  bool const is_early = into.first.size() < samples_kept || row.row < into.first.back().row;
  if (is_early) add_sample(into.first, {row.row, shape_of(row.text)});
}

void answer_counts::add_error(outcome what, std::string_view words, std::uint64_t times) {
  std::pair key{what, std::string{words}};
  if (errors_.size() >= max_errors && !errors_.contains(key)) key.second = breakdown::other;
  errors_[std::move(key)] += times;
}

}  // namespace rcs::scrub

#include "scrub/report/breakdown.hpp"

#include <algorithm>
#include <tuple>

namespace rcs::scrub {

void reach_counts::add(outcome what) noexcept {
  ++numbers;
  if (is_answered(what)) ++answered;
  if (what == outcome::enabled) ++enabled;
}

reach_counts& reach_counts::operator+=(reach_counts const& more) noexcept {
  numbers += more.numbers;
  answered += more.answered;
  enabled += more.enabled;
  return *this;
}

void breakdown::merge(breakdown const& more) {
  for (auto const& [name, counted] : more.counts_) at(name) += counted;
}

void breakdown::clear() noexcept {
  counts_.clear();
  last_ = nullptr;
}

std::vector<std::pair<std::string, reach_counts>> breakdown::sorted() const {
  std::vector<std::pair<std::string, reach_counts>> made{counts_.begin(), counts_.end()};
  std::ranges::sort(made, [](auto const& a, auto const& b) {
    return std::tie(b.second.numbers, a.first) < std::tie(a.second.numbers, b.first);
  });
  return made;
}

reach_counts& breakdown::at(std::string_view name) {
  if (last_ != nullptr && last_->first == name) return last_->second;
  auto found = counts_.find(name);
  if (found == counts_.end()) {
    bool const full = counts_.size() >= max_names;
    found = counts_.try_emplace(std::string{full ? other : name}).first;
  }
  last_ = &*found;
  return last_->second;
}

}  // namespace rcs::scrub

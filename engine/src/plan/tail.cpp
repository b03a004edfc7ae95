#include "plan/tail.hpp"

#include <algorithm>
#include <boost/unordered/unordered_flat_set.hpp>

#include "plan/number_hash.hpp"

namespace rcs {
namespace {

/// Calls `f` with each stretch of equal numbers.
template <class F>
void for_each_group(std::span<entry const> entries, F f) {
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin + 1;
    while (end < entries.size() && entries[end].asked == entries[begin].asked) ++end;
    f(entries.subspan(begin, end - begin));
    begin = end;
  }
}

std::vector<std::size_t> count_occurring(std::span<entry const> numbers) {
  std::vector<std::size_t> occurring;
  for_each_group(numbers, [&](std::span<entry const> group) {
    if (occurring.size() < group.size()) occurring.resize(group.size());
    for (std::size_t j = 0; j < group.size(); ++j) ++occurring[j];
  });
  return occurring;
}

/// Deals numbers to requests in turn, so that sizes differ by one at most.
class dealer {
 public:
  dealer(std::vector<std::vector<entry>>& requests, std::size_t max) : requests_{requests}, max_{max} {}

  /// Gives the copies of one number to as many requests that have room and `may_take` it; what is left goes to `left`.
  template <class Predicate>
  void deal(std::span<entry const> group, std::vector<entry>& left, Predicate may_take) {
    std::size_t given = 0;
    std::size_t const start = turn_;
    for (std::size_t i = 0; i < requests_.size() && given < group.size(); ++i) {
      std::size_t const at = (start + i) % requests_.size();
      if (requests_[at].size() == max_ || !may_take(at)) continue;
      requests_[at].push_back(group[given++]);
      turn_ = (at + 1) % requests_.size();
    }
    left.insert(left.end(), group.begin() + static_cast<std::ptrdiff_t>(given), group.end());
  }

 private:
  std::vector<std::vector<entry>>& requests_;
  std::size_t max_;
  std::size_t turn_ = 0;
};

}  // namespace

std::size_t tail_requests(std::span<std::size_t const> occurring, std::size_t companions, size_limits limits) {
  std::size_t requests = 0;
  std::size_t asked = 0;
  std::size_t numbers = 0;  // Σ min(times, requests)
  while (true) {
    std::size_t const more = requests + 1;
    if (requests < occurring.size()) numbers += occurring[requests];
    std::size_t const reach = std::min(more * limits.max, numbers + companions);
    if (numbers < more * limits.min || reach <= asked) return requests;
    requests = more;
    asked = reach;
  }
}

tail split_tail(std::span<entry const> numbers, std::span<entry const> companions, size_limits limits, bool repeats) {
  tail plan;
  plan.requests.resize(tail_requests(count_occurring(numbers), companions.size(), limits));
  dealer deal_out{plan.requests, limits.max};
  for_each_group(numbers, [&](std::span<entry const> group) {
    deal_out.deal(group, plan.left, [](std::size_t) { return true; });
  });
  if (companions.empty()) return plan;

  std::vector<boost::unordered_flat_set<number, number_hash>> held(repeats ? plan.requests.size() : 0);
  for (std::size_t i = 0; i < held.size(); ++i)
    for (entry const& e : plan.requests[i]) held[i].insert(e.asked);
  for_each_group(companions, [&](std::span<entry const> group) {
    deal_out.deal(group, plan.left_companions,
                  [&](std::size_t at) { return !repeats || !held[at].contains(group.front().asked); });
  });
  return plan;
}

}  // namespace rcs

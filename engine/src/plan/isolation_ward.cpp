#include "plan/isolation_ward.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "plan/company.hpp"

namespace rcs {
namespace {

/// Given up without an answer: the refusal that led here is counted as their last attempt.
void give_up(std::vector<entry>& suspects, plan_books& books) {
  for (entry& e : suspects) {
    ++e.attempts;
    books.settle(e, outcome::failed, failure::bad_request);
  }
  suspects.clear();
}

}  // namespace

void isolation_ward::refused(batch&& bad, plan_books& books) {
  if (bad.isolation == 0) {
    bad.isolation = ++last_isolation_;
    groups_[bad.isolation].batches = 1;
  }
  divide(std::move(bad), books);
}

void isolation_ward::divide(batch&& suspects, plan_books& books) {
  group& g = groups_.at(suspects.isolation);
  std::vector<entry>& all = suspects.entries();
  auto const company = std::partition(all.begin(), all.end(), [](entry const& e) { return !detail::needs_company(e); });
  auto const plain = company - all.begin();
  auto const riders = all.end() - company;
  // Halved by the number of legal parts and not by numbers: 300 as 100 + 200, so that at the end few are asked alone.
  auto const parts = plain / static_cast<std::ptrdiff_t>(batch_min_);
  if (parts >= 2 && g.bulk_useful) {
    auto const share = [parts](std::ptrdiff_t n) { return n * (parts / 2) / parts; };
    std::vector<entry> half(all.begin(), all.begin() + share(plain));
    half.insert(half.end(), company, company + share(riders));
    std::vector<entry> other(all.begin() + share(plain), company);
    other.insert(other.end(), company + share(riders), all.end());
    queue(suspects.isolation, g, std::move(half));
    queue(suspects.isolation, g, std::move(other));
  } else {
    isolate_alone(g, std::move(all), books);
  }
  --g.batches;
  update(suspects.isolation);
}

void isolation_ward::queue(std::uint32_t isolation, group& g, std::vector<entry> suspects) {
  parts_.emplace_back(batch::endpoint::bulk, std::move(suspects)).isolation = isolation;
  ++g.batches;
}

void isolation_ward::isolate_alone(group& g, std::vector<entry> suspects, plan_books& books) {
  // Missing ones were answered once already, and suspects get no company: not worth a request each.
  std::erase_if(suspects, [&](entry const& e) {
    if (e.times_missing == 0) return false;
    books.settle(e, outcome::missing);
    return true;
  });
  g.alone.push_back(std::move(suspects));
}

void isolation_ward::found(batch const& single) {
  group& g = groups_.at(single.isolation);
  ++g.found;
  // A list is begun only when nothing of the one before it is out, so the single came from the first.
  std::vector<entry>& others = g.alone.front();
  if (g.bulk_useful && detail::plain_count(others) >= batch_min_) queue(single.isolation, g, std::exchange(others, {}));
  resolved(single);
}

void isolation_ward::resolved(batch const& done) {
  if (done.isolation == 0) return;
  group& g = groups_.at(done.isolation);
  --g.batches;
  if (done.to() == batch::endpoint::single) --g.singles_out;
  update(done.isolation);
}

/// Puts an isolation on or off the list of those that can give a single, and forgets it when nothing is left of it.
void isolation_ward::update(std::uint32_t isolation) {
  group& g = groups_.at(isolation);
  while (!g.alone.empty() && g.alone.front().empty() && g.singles_out == 0) g.alone.pop_front();
  bool const asks = !g.alone.empty() && !g.alone.front().empty();
  // At the end of its means, it waits for what is out: each bad one found there extends them.
  bool const may = g.singles_out < window && (affordable(g) || g.singles_out == 0);
  if (asks && may && !g.listed) {
    listed_.push_back(isolation);
    g.listed = true;
  } else if (!(asks && may) && g.listed) {
    listed_.erase(std::find(listed_.begin(), listed_.end(), isolation));
    g.listed = false;
  }
  if (g.batches == 0 && g.alone.empty()) groups_.erase(isolation);
}

std::optional<batch> isolation_ward::take(std::size_t batch_max, plan_books& books) {
  std::optional<batch> next = take_part(batch_max, books);
  return next ? std::move(next) : take_single(books);
}

std::optional<batch> isolation_ward::take_part(std::size_t batch_max, plan_books& books) {
  while (!parts_.empty()) {
    batch part = std::move(parts_.front());
    parts_.pop_front();
    group& g = groups_.at(part.isolation);
    if (!run_can_afford() || !affordable(g)) {
      give_up(part.entries(), books);
      resolved(part);
    } else if (part.size() > batch_max) {
      divide(std::move(part), books);
    } else {
      pay(g);
      return part;
    }
  }
  return std::nullopt;
}

std::optional<batch> isolation_ward::take_single(plan_books& books) {
  while (!listed_.empty()) {
    std::uint32_t const isolation = listed_.front();
    group& g = groups_.at(isolation);
    if (!run_can_afford() || !affordable(g)) {
      for (std::vector<entry>& suspects : g.alone) give_up(suspects, books);
      update(isolation);
      continue;
    }
    batch single{batch::endpoint::single, {g.alone.front().back()}};
    single.isolation = isolation;
    g.alone.front().pop_back();
    ++g.batches;
    ++g.singles_out;
    pay(g);
    update(isolation);
    return single;
  }
  return std::nullopt;
}

void isolation_ward::pay(group& g) noexcept {
  ++g.paid;
  ++paid_;
}

}  // namespace rcs

#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <vector>

#include "plan_support.hpp"
#include "planner_story.hpp"

namespace rcs::test {

/// A random script of everything that can happen to a planner, against a model that knows each number's story. Throws
/// `std::logic_error` when the planner does what it must not.
class script {
 public:
  explicit script(std::uint64_t seed) : random_{seed}, options_{draw_options()}, sky_{draw_weather()}, plan_{options_} {
    max_now_ = options_.batch_max;
    length_ = below(2) ? below(12 * options_.batch_max + 1) : below(3 * options_.batch_max + 1);
    bound_ = options_.batch_max + below(4 * options_.batch_max) + options_.batch_min + 1;
    names_ = options_.repeats ? 1 + below(length_ + 1) : length_ + 1;
    workers_ = 1 + below(8);
  }

  void run() {
    std::size_t idle = 0;
    while (!plan_.finished()) {
      bool const moved = step();
      check();
      if (abandoned_ > 0 && out_.empty()) return;  // a run that was stopped
      idle = moved ? 0 : idle + 1;
      require(idle < 50, "deadlock");
    }
    require(read_ == length_, "finished before the end of the input");
    for (auto const& [row, s] : rows_) require(s.settled && !s.out, "a row without an outcome");
  }

 private:
  static void require(bool holds, char const* what) {
    if (!holds) throw std::logic_error{what};
  }

  std::uint64_t below(std::uint64_t n) { return n == 0 ? 0 : random_() % n; }
  bool chance(unsigned percent) { return below(100) < percent; }

  planner_options draw_options() {
    planner_options options;
    std::size_t const mins[] = {1, 2, 3, 5, 8, 20};
    options.batch_min = mins[below(6)];
    std::size_t const m = options.batch_min;
    std::size_t const maxes[] = {m, m + 1, 2 * m - 1, 2 * m, 5 * m, 5 * m + 3};
    options.batch_max = maxes[below(6)];
    options.remainder = below(4) == 0 ? remainder_policy::hold : remainder_policy::single;
    options.attempts = static_cast<unsigned>(1 + below(6));
    options.ask_missing = static_cast<unsigned>(below(4));
    options.repeats = below(2) == 0;
    return options;
  }

  weather draw_weather() {
    weather sky;
    if (below(2)) sky.failing = static_cast<unsigned>(below(40));
    if (below(2)) sky.unsent = static_cast<unsigned>(below(30));
    if (below(4) == 0) sky.too_large = static_cast<unsigned>(below(20));
    if (below(4) == 0) sky.too_small = static_cast<unsigned>(below(20));
    if (below(2)) sky.missing = static_cast<unsigned>(below(50));
    if (below(2)) sky.unfunded = static_cast<unsigned>(below(60));
    if (below(2)) sky.poison = static_cast<unsigned>(below(15));
    if (below(3) == 0) sky.absent = static_cast<unsigned>(below(20));
    return sky;
  }

  bool step() {
    bool moved = false;
    if (read_ < length_ && below(2)) moved |= read();
    if (read_ == length_ && !ended_ && below(2)) {
      plan_.end_of_input();
      ended_ = moved = true;
    }
    if (out_.size() < workers_) moved |= take();
    if (!out_.empty() && below(2)) {
      give_back();
      moved = true;
    }
    moved |= collect();
    if (!moved && out_.empty() && plan_.next_due() && *plan_.next_due() > now_) {
      now_ = *plan_.next_due();
      moved = true;
    } else if (below(4) == 0) {
      now_ += 10ms;
    }
    return moved;
  }

  bool read() {
    std::size_t const room = plan_.unsettled() < bound_ ? bound_ - plan_.unsettled() : 0;
    plan_.hold_input(room == 0);
    std::size_t const count = std::min({room, length_ - read_, 1 + below(2 * options_.batch_max)});
    std::vector<entry> fresh;
    for (std::size_t i = 0; i < count; ++i) {
      ++read_;
      fresh.emplace_back(nth(options_.repeats ? below(names_) : read_), read_);
      story s;
      s.as_known = fresh.back();
      s.poison = kind_of(fresh.back().asked, 17, sky_.poison);
      s.absent = kind_of(fresh.back().asked, 31, sky_.absent);
      rows_.emplace(read_, s);
    }
    plan_.add(fresh);
    unsettled_ += count;
    return count > 0;
  }
  static bool kind_of(number n, std::uint64_t salt, unsigned percent) {
    return std::mt19937_64{n.value() * salt}() % 100 < percent;
  }

  bool take() {
    bool const allowed = !chance(sky_.unfunded);
    bool const was_ready = plan_.ready(now_);
    plan_step found = plan_.take(now_, allowed);
    release_loose();
    if (found.what != plan_step::kind::ask) {
      bool const settled = collect();
      require(was_ready || !settled, "not ready, but it settled");
      require(found.what == plan_step::kind::nothing || !allowed, "unfunded though retries were allowed");
      return settled;
    }
    require(was_ready, "not ready, but it gave a request");
    ++sent_;
    check_request(found.request, allowed);
    out_.push_back(std::move(found.request));
    return true;
  }

  void check_request(batch const& b, bool retries_allowed) {
    require(!b.empty(), "an empty request");
    require(retries_allowed || !b.retried, "a retry that was not allowed");
    std::set<number> distinct;
    std::size_t plain = 0;
    std::uint32_t const refusal = rows_.at(b.entries().front().row).refusal;
    bool const again = rows_.at(b.entries().front().row).parked;
    for (entry const& e : b.entries()) {
      story& s = rows_.at(e.row);
      require(!s.settled && !s.out, "a row asked that is settled or out");
      require(distinct.insert(e.asked).second, "a number twice in a request");
      require(e.attempts == s.as_known.attempts && e.attempts < options_.attempts, "attempts");
      require(e.times_missing == s.as_known.times_missing && e.times_missing <= options_.ask_missing, "times missing");
      require(s.refusal == refusal, "suspects merged");
      plain += s.as_known.times_missing == 0 && !s.as_known.wants_company;
      if (s.parked) --parked_;
      s.parked = false;
      s.out = true;
    }
    if (b.to() == batch::endpoint::single) {
      require(b.size() == 1, "a single of many");
      require(options_.remainder == remainder_policy::single || b.isolation != 0 || was_single(b),
              "a single under hold");
      single_rows_.insert(b.entries().front().row);
    } else {
      require(b.size() <= max_now_, "over the maximum");
      require(plain >= options_.batch_min, "under the minimum of numbers that were not missing");
    }
    check_isolation(b, refusal, again);
  }
  bool was_single(batch const& b) const { return single_rows_.contains(b.entries().front().row); }

  void check_isolation(batch const& b, std::uint32_t refusal, bool again) {
    require((b.isolation != 0) == (refusal != 0), "isolation without a refusal");
    if (refusal == 0) return;
    auto const [known, fresh] = isolations_.try_emplace(refusal, b.isolation);
    require(known->second == b.isolation, "two isolations of one refusal");
    if (again) return;
    ++paid_;
    require(++price_[refusal] <= 140 * (1 + found_[refusal]), "the price of a bad number");
    require(paid_ <= sent_ / 10 + 1000, "the price over the run");
    std::size_t singles = 0;
    for (batch const& other : out_) singles += other.isolation == b.isolation && other.to() == batch::endpoint::single;
    require(b.to() == batch::endpoint::bulk || singles < 8, "the window");
  }

  void give_back() {
    std::swap(out_[below(out_.size())], out_.back());
    batch b = std::move(out_.back());
    out_.pop_back();
    for (entry const& e : b.entries()) rows_.at(e.row).out = false;
    time_point const due = now_ + std::chrono::milliseconds{below(100)};
    if (chance(sky_.failing)) {
      fail(b, failure::timeout);
      park(b, due, plain_left(b) < options_.batch_min && b.to() == batch::endpoint::bulk);
      plan_.retry(std::move(b), due, failure::timeout);
    } else if (chance(sky_.unsent)) {
      park(b, due, false);
      plan_.replay(std::move(b), due);
    } else if (chance(sky_.too_large)) {
      shrink(std::move(b), due);
    } else if (chance(sky_.too_small)) {
      replan(std::move(b), due);
    } else if (refuses(b)) {
      refuse(std::move(b));
    } else if (below(20'000) == 0) {
      abandoned_ += b.size();
      plan_.abandon(std::move(b));
    } else {
      answer(std::move(b));
    }
  }

  bool refuses(batch const& b) const {
    return std::any_of(b.entries().begin(), b.entries().end(), [&](entry const& e) { return rows_.at(e.row).poison; });
  }

  /// An attempt of every number; those without another are expected to settle.
  void fail(batch const& b, failure as) {
    for (entry const& e : b.entries()) {
      story& s = rows_.at(e.row);
      if (++s.as_known.attempts == options_.attempts) expected_[e.row] = {s.as_known, outcome::failed, as};
    }
  }
  std::size_t plain_left(batch const& b) const {
    return static_cast<std::size_t>(std::count_if(b.entries().begin(), b.entries().end(), [&](entry const& e) {
      entry const& known = rows_.at(e.row).as_known;
      return known.attempts < options_.attempts && known.times_missing == 0 && !known.wants_company;
    }));
  }

  void park(batch const& b, time_point due, bool loose) {
    for (entry const& e : b.entries()) {
      story& s = rows_.at(e.row);
      if (s.as_known.attempts == options_.attempts) continue;
      s.parked = true;
      ++parked_;
      if (loose) loose_.emplace(due, e.row);
    }
  }
  /// Loose numbers that were due have left the back-off.
  void release_loose() {
    while (!loose_.empty() && loose_.begin()->first <= now_) {
      story& s = rows_.at(loose_.begin()->second);
      if (s.parked) --parked_;
      s.parked = false;
      loose_.erase(loose_.begin());
    }
  }

  void shrink(batch&& b, time_point due) {
    bool const bulk = b.to() == batch::endpoint::bulk;
    if (bulk) max_now_ = std::max(options_.batch_min, std::min(max_now_, b.size() / 2));
    shrunk_ = shrunk_ || bulk;
    bool const fits = !bulk || b.size() <= max_now_;
    if (fits) fail(b, failure::bad_request);
    park(b, due, !fits || (bulk && plain_left(b) < options_.batch_min));
    plan_.shrink(std::move(b), due);
  }

  void replan(batch&& b, time_point due) {
    bool const bulk = b.to() == batch::endpoint::bulk;
    fail(b, failure::bad_request);
    park(b, due, bulk);
    if (bulk && b.isolation == 0)
      for (entry const& e : b.entries()) rows_.at(e.row).as_known.wants_company = true;
    plan_.replan(std::move(b), due);
  }

  void refuse(batch&& b) {
    story& first = rows_.at(b.entries().front().row);
    if (b.to() == batch::endpoint::single) {
      ++found_[first.refusal];
      ++first.as_known.attempts;
      expected_[b.entries().front().row] = {first.as_known, outcome::rejected, failure::bad_request};
    } else if (b.isolation == 0) {
      ++refusals_;
      for (entry const& e : b.entries()) rows_.at(e.row).refusal = refusals_;
    }
    plan_.isolate(std::move(b), sent_);
  }

  void answer(batch&& b) {
    std::vector<entry> missing;
    for (entry const& e : b.entries()) {
      story& s = rows_.at(e.row);
      s.refusal = 0;
      if (!s.absent && !chance(sky_.missing)) {
        s.settled = true;
        --unsettled_;
        continue;
      }
      missing.push_back(e);
      ++s.as_known.attempts;
      ++s.as_known.times_missing;
      if (s.as_known.times_missing > options_.ask_missing || s.as_known.attempts == options_.attempts)
        expected_[e.row] = {s.as_known, outcome::missing, failure::bad_request};
    }
    plan_.answered(std::move(b), missing);
  }

  bool collect() {
    std::vector<settlement> settled;
    plan_.collect(settled);
    for (settlement const& decided : settled) {
      story& s = rows_.at(decided.who.row);
      require(!s.settled && !s.out, "settled twice, or while out");
      judge(decided, s);
      s.settled = true;
      if (s.parked) --parked_;
      s.parked = false;
      --unsettled_;
    }
    require(expected_.empty(), "a settlement that did not come");
    return !settled.empty();
  }

  void judge(settlement const& decided, story const& s) {
    if (auto const expected = expected_.find(decided.who.row); expected != expected_.end()) {
      require(decided.what == expected->second.what, "another outcome than expected");
      require(decided.what != outcome::failed || decided.as == expected->second.as, "another class than expected");
      require(decided.who.attempts == s.as_known.attempts, "attempts of a settlement");
      expected_.erase(expected);
      return;
    }
    switch (decided.what) {
      case outcome::missing:
        return require(s.as_known.times_missing > 0, "missing without having been missing");
      case outcome::not_asked:
        return require(options_.remainder == remainder_policy::hold, "not asked without hold");
      case outcome::failed:
        require(decided.as == failure::bad_request && s.refusal != 0, "failed without a cause");
        require(decided.who.attempts <= options_.attempts, "attempts of a suspect given up");
        return require(price_[s.refusal] >= 140 * (1 + found_[s.refusal]) || paid_ >= 1000,
                       "given up within the price");
      default:
        return require(false, "an outcome that the planner can't decide");
    }
  }

  void check() {
    require(plan_.in_flight() == out_.size(), "in_flight");
    require(plan_.unsettled() == unsettled_, "unsettled");
    // After a shrink, batches in back-off may be cut when another is taken, which the model can't see.
    require(shrunk_ ? plan_.waiting_for_retry() <= parked_ : plan_.waiting_for_retry() == parked_, "waiting_for_retry");
    require(plan_.finished() == (ended_ && unsettled_ == 0), "finished");
    require(plan_.waiting_for_retry() == 0 || plan_.next_due(), "back-off without a due time");
  }

  std::mt19937_64 random_;
  planner_options options_;
  weather sky_;
  rcs::planner plan_;
  std::size_t max_now_ = 0;
  std::size_t length_ = 0;
  std::size_t bound_ = 0;
  std::uint64_t names_ = 1;
  std::size_t workers_ = 1;

  time_point now_ = at(0s);
  std::size_t read_ = 0;
  bool ended_ = false;
  bool shrunk_ = false;
  std::vector<batch> out_;
  std::map<std::uint64_t, story> rows_;
  std::map<std::uint64_t, settlement> expected_;
  std::multimap<time_point, std::uint64_t> loose_;
  std::set<std::uint64_t> single_rows_;
  std::size_t unsettled_ = 0;
  std::size_t parked_ = 0;
  std::size_t abandoned_ = 0;
  std::uint64_t sent_ = 0;

  std::uint32_t refusals_ = 0;
  std::uint64_t paid_ = 0;
  std::map<std::uint32_t, std::uint32_t> isolations_;
  std::map<std::uint32_t, std::uint64_t> price_;
  std::map<std::uint32_t, std::uint64_t> found_;
};

}  // namespace rcs::test

#pragma once

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <span>
#include <utility>
#include <vector>

#include "plan/planner.hpp"

namespace rcs::test {

using namespace std::chrono_literals;

inline time_point at(duration since_start) {
  return time_point{} + std::chrono::duration_cast<time_point::duration>(since_start);
}

/// The `i`-th number of a generated sequence.
inline number nth(std::uint64_t i) {
  return *number::from_value(12'125'000'000 + i);
}

/// Entries for the numbers `first` to `first + count - 1` of the sequence; the row is the index plus one.
inline std::vector<entry> numbers(std::size_t count, std::uint64_t first = 0) {
  std::vector<entry> made;
  for (std::uint64_t i = first; i < first + count; ++i) made.emplace_back(nth(i), i + 1);
  return made;
}

/// The default options with these limits.
inline planner_options with(std::size_t min, std::size_t max) {
  planner_options options;
  options.batch_min = min;
  options.batch_max = max;
  return options;
}

inline void all_end_as(std::vector<settlement> const& settled, std::size_t count, outcome what) {
  BOOST_TEST(settled.size() == count);
  for (settlement const& s : settled) BOOST_TEST(to_string(s.what) == to_string(what));
}

/// A planner and what its batches, taken and held in `out`, look like.
struct desk {
  explicit desk(planner_options const& options = {}) : plan{options} {}

  /// Takes one request; whether there was one.
  bool take(time_point now = at(0s), bool retries_allowed = true) {
    plan_step step = plan.take(now, retries_allowed);
    last = step.what;
    if (step.what == plan_step::kind::ask) out.push_back(std::move(step.request));
    return step.what == plan_step::kind::ask;
  }
  /// Takes all there is; how many.
  std::size_t take_all(time_point now = at(0s)) {
    std::size_t count = 0;
    while (take(now)) ++count;
    return count;
  }
  /// Adds `count` more distinct numbers.
  void add(std::size_t count) {
    plan.add(numbers(count, added));
    added += count;
  }
  void add(std::span<entry const> fresh) { plan.add(fresh); }

  batch pop() {
    batch first = std::move(out.front());
    out.pop_front();
    return first;
  }
  /// Answers the oldest request out; its first `missing` numbers are not among the devices.
  void answer(std::size_t missing = 0) {
    batch first = pop();
    std::vector<entry> const absent(first.entries().begin(),
                                    first.entries().begin() + static_cast<std::ptrdiff_t>(missing));
    plan.answered(std::move(first), absent);
  }
  void answer_all() {
    while (!out.empty()) answer();
  }
  /// Takes and answers till nothing is left to take; sizes in order, 1 being a single lookup.
  std::vector<std::size_t> run_dry() {
    std::vector<std::size_t> sizes;
    while (take_all() > 0) {
      for (batch const& b : out) sizes.push_back(b.size());
      answer_all();
    }
    return sizes;
  }
  std::vector<settlement> collect() {
    std::vector<settlement> settled;
    plan.collect(settled);
    return settled;
  }
  /// Sizes of what is out.
  std::vector<std::size_t> sizes() const {
    std::vector<std::size_t> all;
    for (batch const& b : out) all.push_back(b.size());
    return all;
  }

  planner plan;
  std::deque<batch> out;
  std::uint64_t added = 0;
  plan_step::kind last = plan_step::kind::nothing;
};

}  // namespace rcs::test

#include "plan/tail.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>
#include <set>
#include <string>

#include "plan_support.hpp"

namespace {

using namespace rcs;

std::vector<std::size_t> sizes_of(tail const& plan) {
  std::vector<std::size_t> sizes;
  for (auto const& request : plan.requests) sizes.push_back(request.size());
  return sizes;
}

std::string text(std::vector<std::size_t> const& sizes) {
  std::string all;
  for (std::size_t const size : sizes) all += std::to_string(size) + ' ';
  return all;
}

tail split(std::size_t count, size_limits limits, std::size_t companions = 0) {
  return split_tail(test::numbers(count), test::numbers(companions, count), limits, false);
}

/// Exhaustive search: every way to give each number's copies to `requests` requests.
class search {
 public:
  search(std::vector<std::size_t> times, std::size_t companions, size_limits limits)
      : times_{std::move(times)}, companions_{companions}, limits_{limits} {}

  /// The most numbers that `requests` legal requests hold; 0 if that many can't be legal.
  std::size_t most(std::size_t requests) {
    sizes_.assign(requests, 0);
    best_ = 0;
    place(0);
    return best_;
  }

 private:
  void place(std::size_t which) {
    if (which == times_.size()) return judge();
    unsigned const sets = 1U << sizes_.size();
    for (unsigned set = 0; set < sets; ++set) {
      if (static_cast<std::size_t>(__builtin_popcount(set)) > times_[which]) continue;
      for (std::size_t i = 0; i < sizes_.size(); ++i) sizes_[i] += set >> i & 1U;
      place(which + 1);
      for (std::size_t i = 0; i < sizes_.size(); ++i) sizes_[i] -= set >> i & 1U;
    }
  }
  void judge() {
    std::size_t held = 0;
    for (std::size_t const size : sizes_) {
      if (size < limits_.min || size > limits_.max) return;
      held += size;
    }
    best_ = std::max(best_, held + std::min(companions_, sizes_.size() * limits_.max - held));
  }

  std::vector<std::size_t> times_;
  std::size_t companions_;
  size_limits limits_;
  std::vector<std::size_t> sizes_;
  std::size_t best_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(tail)

BOOST_AUTO_TEST_CASE(a_tail_is_split_evenly_into_the_fewest_requests) {
  size_limits const contract{100, 500};
  BOOST_TEST(text(sizes_of(split(100, contract))) == "100 ");
  BOOST_TEST(text(sizes_of(split(500, contract))) == "500 ");
  BOOST_TEST(text(sizes_of(split(501, contract))) == "251 250 ");
  BOOST_TEST(text(sizes_of(split(550, contract))) == "275 275 ");
  BOOST_TEST(text(sizes_of(split(599, contract))) == "300 299 ");
}

BOOST_AUTO_TEST_CASE(under_the_minimum_nothing_is_bulk) {
  auto const plan = split(99, {100, 500});
  BOOST_TEST(plan.requests.empty());
  BOOST_TEST(plan.left.size() == 99U);
}

BOOST_AUTO_TEST_CASE(what_no_count_of_requests_holds_is_left_over_at_the_least) {
  auto const plan = split(130, {100, 120});
  BOOST_TEST(text(sizes_of(plan)) == "120 ");
  BOOST_TEST(plan.left.size() == 10U);
  auto const exact = split(250, {100, 100});
  BOOST_TEST(text(sizes_of(exact)) == "100 100 ");
  BOOST_TEST(exact.left.size() == 50U);
}

BOOST_AUTO_TEST_CASE(repeats_are_spread_over_requests_where_that_saves_requests) {
  auto const once = test::numbers(100);
  std::vector<entry> twice;
  for (entry const& e : test::numbers(50, 100)) {
    twice.push_back(e);
    twice.push_back(e);
  }
  std::vector<entry> all = once;
  all.insert(all.end(), twice.begin(), twice.end());
  auto const plan = split_tail(all, {}, {100, 500}, true);
  BOOST_TEST(text(sizes_of(plan)) == "100 100 ");
  BOOST_TEST(plan.left.empty());
}

BOOST_AUTO_TEST_CASE(companions_fill_requests_up_and_call_for_more_of_them_while_the_minimum_is_met) {
  BOOST_TEST(text(sizes_of(split(200, {100, 500}, 100))) == "300 ");
  BOOST_TEST(text(sizes_of(split(200, {100, 500}, 400))) == "300 300 ");
  auto const crowded = split(150, {100, 500}, 400);
  BOOST_TEST(text(sizes_of(crowded)) == "500 ");
  BOOST_TEST(crowded.left.empty());
  BOOST_TEST(crowded.left_companions.size() == 50U);
}

BOOST_AUTO_TEST_CASE(no_arrangement_asks_more_numbers_or_the_same_with_fewer_requests) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    std::mt19937_64 random{seed};
    std::vector<std::size_t> times(random() % 6);
    for (std::size_t& t : times) t = 1 + random() % 3;
    size_limits limits{1 + random() % 4, 0};
    limits.max = limits.min + random() % 4;
    std::size_t const companions = random() % 5;

    std::vector<std::size_t> occurring;
    for (std::size_t j = 0; j < 3; ++j)
      if (auto const n = std::count_if(times.begin(), times.end(), [j](std::size_t t) { return t > j; }); n > 0)
        occurring.push_back(static_cast<std::size_t>(n));
    std::size_t const chosen = tail_requests(occurring, companions, limits);

    search all{times, companions, limits};
    std::size_t best = 0;
    std::size_t fewest = 0;
    for (std::size_t requests = 1; requests <= 4; ++requests)
      if (std::size_t const most = all.most(requests); most > best) {
        best = most;
        fewest = requests;
      }
    if (chosen > 4) continue;  // beyond the search
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(chosen == fewest);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_split_is_legal_complete_and_free_of_repeats) {
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    std::mt19937_64 random{seed};
    size_limits limits{1 + random() % 6, 0};
    limits.max = limits.min + random() % 9;
    std::vector<entry> own;
    std::vector<entry> riders;
    std::uint64_t row = 0;
    for (std::uint64_t i = random() % 30; i > 0; --i) {
      for (std::uint64_t copies = 1 + (random() % 4 == 0 ? random() % 4 : 0); copies > 0; --copies)
        own.emplace_back(test::nth(i), ++row);
      for (std::uint64_t copies = random() % 5 == 0 ? random() % 3 : 0; copies > 0; --copies)
        riders.emplace_back(test::nth(i), 1000 + ++row);
    }
    auto const plan = split_tail(own, riders, limits, true);
    std::multiset<std::uint64_t> rows;
    bool legal = true;
    for (auto const& request : plan.requests) {
      std::set<number> distinct;
      std::size_t plain = 0;
      for (entry const& e : request) {
        rows.insert(e.row);
        distinct.insert(e.asked);
        plain += e.row <= 1000;
      }
      legal = legal && plain >= limits.min && request.size() <= limits.max && distinct.size() == request.size();
    }
    for (entry const& e : plan.left) rows.insert(e.row);
    for (entry const& e : plan.left_companions) rows.insert(e.row);
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(legal);
      BOOST_TEST(rows.size() == own.size() + riders.size());
      BOOST_TEST(std::set(rows.begin(), rows.end()).size() == rows.size());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

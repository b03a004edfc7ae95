#include <boost/test/unit_test.hpp>
#include <numeric>
#include <string>

#include "plan/tail.hpp"
#include "plan_support.hpp"

namespace {

using namespace rcs;
using test::desk;

/// Sizes as text: `3x500 2x275`; single lookups as `1s`.
std::string text(std::deque<batch> const& requests) {
  std::string all;
  for (std::size_t i = 0; i < requests.size();) {
    std::size_t end = i;
    while (end < requests.size() && requests[end].size() == requests[i].size() &&
           requests[end].to() == requests[i].to())
      ++end;
    if (!all.empty()) all += ' ';
    all += std::to_string(end - i) + 'x' + std::to_string(requests[i].size());
    if (requests[i].to() == batch::endpoint::single) all += 's';
    i = end;
  }
  return all;
}

/// How a list of `length` numbers that comes in blocks of `block` is asked, with up to `workers` requests out at once.
std::string asked_as(std::size_t length, std::size_t block, std::size_t workers, planner_options const& options = {}) {
  desk d{options};
  std::deque<batch> seen;
  auto const answer = [&] {
    batch first = d.pop();
    seen.emplace_back(first.to(), first.entries());
    d.plan.answered(std::move(first), {});
  };
  auto const work = [&] {
    while (d.take())
      if (d.out.size() == workers) answer();
  };
  for (std::size_t left = length; left > 0;) {
    std::size_t const part = std::min(block, left);
    d.add(part);
    left -= part;
    work();
  }
  d.plan.end_of_input();
  while (!d.plan.finished()) {
    work();
    if (d.out.empty()) break;
    answer();
  }
  BOOST_TEST(d.plan.finished());
  return text(seen);
}

struct expectation {
  std::size_t length;
  char const* requests;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(planner_lengths)

BOOST_AUTO_TEST_CASE(a_list_of_any_length_is_asked_in_the_fewest_legal_requests_however_it_comes) {
  constexpr expectation expected[] = {
      {1, "1x1s"},     {99, "99x1s"},         {100, "1x100"},        {101, "1x101"},       {499, "1x499"},
      {500, "1x500"},  {501, "1x251 1x250"},  {550, "2x275"},        {599, "1x300 1x299"}, {600, "1x500 1x100"},
      {1000, "2x500"}, {1050, "1x500 2x275"}, {5050, "9x500 2x275"},
  };
  for (auto const& [length, requests] : expected)
    for (std::size_t const block : {1U, 64U, 500U, 5000U, 6000U})
      for (std::size_t const workers : {1U, 3U, 1000U})
        BOOST_TEST_CONTEXT("length " << length << ", block " << block << ", workers " << workers)
  BOOST_TEST(asked_as(length, block, workers) == requests);
}

BOOST_AUTO_TEST_CASE(an_empty_list_is_finished_at_its_end) {
  desk d;
  BOOST_TEST(!d.plan.finished());
  d.plan.end_of_input();
  BOOST_TEST(d.plan.finished());
  BOOST_TEST(!d.take());
}

BOOST_AUTO_TEST_CASE(equal_limits_give_equal_requests_and_the_rest_alone) {
  planner_options options;
  options.batch_min = options.batch_max = 100;
  BOOST_TEST(asked_as(250, 60, 2, options) == "2x100 50x1s");
  BOOST_TEST(asked_as(300, 60, 2, options) == "3x100");
}

BOOST_AUTO_TEST_CASE(a_minimum_of_one_leaves_nothing_to_the_single_endpoint) {
  planner_options options;
  options.batch_min = 1;
  BOOST_TEST(asked_as(501, 60, 2, options) == "1x500 1x1");
  BOOST_TEST(asked_as(1, 60, 2, options) == "1x1");
}

BOOST_AUTO_TEST_CASE(any_limits_and_length_take_as_few_requests_as_if_all_were_known_at_once) {
  for (std::size_t min = 1; min <= 7; ++min)
    for (std::size_t max = min; max <= 2 * min + 2; ++max)
      for (std::size_t length = 1; length <= 90; ++length) {
        planner_options options;
        options.batch_min = min;
        options.batch_max = max;
        desk d{options};
        std::size_t requests = 0;
        for (std::size_t i = 0; i < length; ++i) {
          d.add(1);
          requests += d.take_all();
          d.answer_all();
        }
        d.plan.end_of_input();
        requests += d.run_dry().size();
        std::size_t const bulk = tail_requests(std::vector<std::size_t>{length}, 0, {min, max});
        BOOST_TEST_CONTEXT("min " << min << ", max " << max << ", length " << length)
        BOOST_TEST(requests == bulk + length - std::min(length, bulk * max));
      }
}

BOOST_AUTO_TEST_CASE(exactly_one_full_batch_waits_while_more_may_come) {
  desk d;
  d.add(500);
  BOOST_TEST(!d.plan.ready(test::at(std::chrono::seconds{0})));
  BOOST_TEST(!d.take());
  d.add(99);
  BOOST_TEST(!d.take());
  d.add(1);
  BOOST_TEST(d.plan.ready(test::at(std::chrono::seconds{0})));
  BOOST_TEST(d.take());
  BOOST_TEST(d.out.back().size() == 500U);
}

BOOST_AUTO_TEST_CASE(the_tail_waits_for_what_is_in_flight) {
  desk d;
  d.add(650);
  BOOST_TEST(d.take_all() == 1U);
  d.plan.end_of_input();
  BOOST_TEST(!d.take());
  d.answer();
  BOOST_TEST(d.take());
  BOOST_TEST(d.out.back().size() == 150U);
}

BOOST_AUTO_TEST_CASE(held_numbers_under_the_minimum_are_not_asked) {
  planner_options options;
  options.remainder = remainder_policy::hold;
  desk d{options};
  d.add(99);
  d.plan.end_of_input();
  BOOST_TEST(d.plan.ready(test::at(std::chrono::seconds{0})));
  BOOST_TEST(!d.take());
  auto const settled = d.collect();
  BOOST_TEST(settled.size() == 99U);
  for (settlement const& s : settled) BOOST_TEST((s.what == outcome::not_asked));
  BOOST_TEST(d.plan.finished());
}

BOOST_AUTO_TEST_SUITE_END()

#include "settle/name_counter.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "support/count_allocations.hpp"

using rcs::name_counter;

namespace {

std::string name(std::size_t i) {
  return "a carrier with a long name, number " + std::to_string(i);
}

std::string listed(name_counter const& counter) {
  std::string out;
  for (auto const& [name, times] : counter.sorted()) out += name + '=' + std::to_string(times) + ' ';
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(counting_names)

BOOST_AUTO_TEST_CASE(names_come_most_frequent_first_then_by_name) {
  name_counter counter;
  for (auto const* each : {"b", "a", "c", "c", "", "A"}) counter.add(each);
  counter.add("b", 4);
  BOOST_TEST(listed(counter) == "b=5 c=2 =1 A=1 a=1 ");
  counter.clear();
  BOOST_TEST(listed(counter).empty());
  counter.add("a");
  BOOST_TEST(listed(counter) == "a=1 ");
}

BOOST_AUTO_TEST_CASE(nothing_is_left_of_many_names_after_clear) {
  name_counter reused;
  for (std::size_t i = 0; i < 300; ++i) reused.add(name(i));
  reused.clear();
  name_counter fresh;
  for (std::size_t round = 0; round < 2; ++round) {
    for (std::size_t i = 300; i-- > 250;) {
      reused.add(name(i), i);
      fresh.add(name(i), i);
    }
  }
  BOOST_TEST(reused.sorted() == fresh.sorted());
}

BOOST_AUTO_TEST_CASE(names_past_the_limit_count_under_other) {
  name_counter counter;
  for (std::size_t round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < name_counter::max_names + 10; ++i) counter.add(name(i));
  }
  auto const all = counter.sorted();
  BOOST_TEST(all.size() == name_counter::max_names + 1);
  BOOST_TEST(all.front().first == "other");
  BOOST_TEST(all.front().second == 20U);
  for (std::size_t i = 1; i < all.size(); ++i) BOOST_TEST_REQUIRE(all[i].second == 2U);
}

BOOST_AUTO_TEST_CASE(a_carrier_that_is_called_other_shares_the_line) {
  name_counter counter;
  counter.add("other", 3);
  for (std::size_t i = 0; i < name_counter::max_names + 4; ++i) counter.add(name(i));
  BOOST_TEST(counter.sorted().front().second == 8U);
  BOOST_TEST(counter.sorted().size() == name_counter::max_names);
}

BOOST_AUTO_TEST_CASE(merging_gives_the_same_in_any_grouping) {
  name_counter a;
  name_counter b;
  name_counter c;
  for (std::size_t i = 0; i < 40; ++i) a.add(name(i), i + 1);
  for (std::size_t i = 20; i < 90; ++i) b.add(name(i));
  for (std::size_t i = 0; i < 5; ++i) c.add(name(i * 17));
  name_counter left = a;
  left.merge(b);
  left.merge(c);
  name_counter right = b;
  right.merge(c);
  right.merge(a);
  BOOST_TEST(left.sorted() == right.sorted());
  BOOST_TEST(left.sorted().size() == 90U);
}

BOOST_AUTO_TEST_CASE(merging_keeps_what_was_already_under_other) {
  name_counter full;
  for (std::size_t i = 0; i < name_counter::max_names + 7; ++i) full.add(name(i));
  name_counter sum;
  sum.add("x");
  sum.merge(full);
  std::uint64_t total = 0;
  for (auto const& counted : sum.sorted()) total += counted.second;
  BOOST_TEST(total == name_counter::max_names + 8);
  BOOST_TEST(sum.sorted().front().second == 8U);
}

BOOST_AUTO_TEST_CASE(counting_again_after_clear_allocates_nothing) {
  for (std::size_t const names : {4U, 16U, 17U, 300U}) {
    name_counter counter;
    name_counter run;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < names; ++i) texts.push_back(name(i));
    auto const count_all = [&] {
      counter.clear();
      for (auto const& text : texts) counter.add(text);
      run.merge(counter);
    };
    count_all();
    auto const before = rcs::test::allocations();
    count_all();
    BOOST_TEST(rcs::test::allocations() == before, names << " names");
    BOOST_TEST(run.sorted().size() == names);
  }
}

BOOST_AUTO_TEST_SUITE_END()

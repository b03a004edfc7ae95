#include "settle/standing_names.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <vector>

using rcs::name_counter;
using rcs::standing_names;

BOOST_AUTO_TEST_SUITE(standing_names_)

BOOST_AUTO_TEST_CASE(equal_names_in_two_places_are_counted_as_one) {
  std::string const here = "Carrier A";
  std::string const there = here;
  name_counter counter;
  {
    standing_names names{counter};
    for (auto const* name : {&here, &there, &here}) names.add(*name);
  }
  BOOST_TEST((counter.sorted() == decltype(counter.sorted()){{"Carrier A", 3}}));
}

BOOST_AUTO_TEST_CASE(names_that_begin_in_the_same_place_are_told_apart) {
  std::string_view const longer = "Carrier A";
  name_counter counter;
  {
    standing_names names{counter};
    for (auto const name : {longer, longer.substr(0, 7), longer}) names.add(name);
  }
  BOOST_TEST((counter.sorted() == decltype(counter.sorted()){{"Carrier A", 2}, {"Carrier", 1}}));
}

BOOST_AUTO_TEST_CASE(a_place_that_holds_another_text_later_is_read_again) {
  std::string text = "Carrier A";
  name_counter counter;
  standing_names{counter}.add(text);
  text[8] = 'B';
  standing_names{counter}.add(text);
  BOOST_TEST((counter.sorted() == decltype(counter.sorted()){{"Carrier A", 1}, {"Carrier B", 1}}));
}

BOOST_AUTO_TEST_CASE(any_number_of_names_is_counted_as_without) {
  std::vector<std::string> all(name_counter::max_names + 100);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = "name " + std::to_string(i);
  std::mt19937_64 random{5};
  name_counter plain;
  name_counter counter;
  {
    standing_names names{counter};
    for (int i = 0; i < 20'000; ++i) {
      auto const& name = all[random() % all.size()];
      plain.add(name);
      names.add(name);
    }
  }
  BOOST_TEST((counter.sorted() == plain.sorted()));
}

BOOST_AUTO_TEST_SUITE_END()

#include "simulator/generate.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <iterator>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "rcs/number.hpp"

namespace {

using namespace rcs::sim;

std::vector<std::string> rows(list_options const& options) {
  std::string all;
  generate(options, [&](std::string_view block) {
    all += block;
    return true;
  });
  std::vector<std::string> lines;
  std::istringstream in{all};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(simulator_generate)

BOOST_AUTO_TEST_CASE(numbers_are_distinct_valid_and_as_many_as_wanted) {
  list_options options;
  options.count = 200'000;
  auto const list = rows(options);
  BOOST_REQUIRE(list.size() == 200'000U);
  std::set<std::string> const distinct{list.begin(), list.end()};
  BOOST_TEST(distinct.size() == list.size());
  for (auto const& row : list) {
    BOOST_REQUIRE(row.starts_with("+999"));
    BOOST_REQUIRE(row.size() == 13U);
    BOOST_REQUIRE(rcs::number::from_digits(std::string_view{row}.substr(1)).has_value());
  }
}

BOOST_AUTO_TEST_CASE(a_whole_area_is_a_permutation_of_its_numbers) {
  for (std::size_t const digits : {8U, 9U, 10U}) {
    list_options options;
    options.area = "9991";
    options.digits = digits;
    number_sequence const sequence{options};
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < sequence.size(); ++i) seen.insert(sequence(i));
    BOOST_TEST(seen.size() == sequence.size());
    BOOST_TEST(std::to_string(*seen.begin()).substr(0, 4) == "9991");
    BOOST_TEST(std::to_string(*seen.rbegin()).substr(0, 4) == "9991");
    BOOST_TEST(std::to_string(*seen.rbegin()).size() == digits);
  }
}

BOOST_AUTO_TEST_CASE(a_seed_makes_the_list) {
  list_options options;
  options.count = 50;
  options.style = spelling::mixed;
  options.duplicates = 0.1;
  auto const first = rows(options);
  BOOST_TEST(first == rows(options), boost::test_tools::per_element());
  options.seed = 2;
  BOOST_TEST((first != rows(options)));
}

BOOST_AUTO_TEST_CASE(duplicates_and_invalid_rows_have_their_shares) {
  list_options options;
  options.count = 20'000;
  options.duplicates = 0.2;
  options.invalid = 0.1;
  auto const list = rows(options);
  std::set<std::string> distinct;
  int invalid = 0, repeated = 0;
  for (auto const& row : list) {
    bool const valid = row.starts_with('+') && rcs::number::from_digits(std::string_view{row}.substr(1)).has_value();
    invalid += valid ? 0 : 1;
    if (valid) repeated += distinct.insert(row).second ? 0 : 1;
  }
  BOOST_TEST(list.size() == 20'000U);
  BOOST_TEST(std::abs(invalid - 2000) < 200);
  BOOST_TEST(std::abs(repeated - 4000) < 250);
}

BOOST_AUTO_TEST_CASE(mixed_spellings_hold_the_same_digits) {
  list_options options;
  options.count = 1000;
  auto const plain = rows(options);
  options.style = spelling::mixed;
  auto const mixed = rows(options);
  std::size_t respelled = 0;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    std::string digits;
    std::copy_if(mixed[i].begin(), mixed[i].end(), std::back_inserter(digits),
                 [](char c) { return c >= '0' && c <= '9'; });
    if (mixed[i].starts_with("00")) digits.erase(0, 2);
    BOOST_TEST("+" + digits == plain[i]);
    respelled += mixed[i] != plain[i] ? 1U : 0U;
  }
  BOOST_TEST(respelled > 700U);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_had_is_refused) {
  auto const refused = [](auto change) {
    list_options options;
    change(options);
    BOOST_CHECK_THROW(check(options), std::invalid_argument);
  };
  refused([](list_options& o) { o.area = "0999"; });
  refused([](list_options& o) { o.area = "99x"; });
  refused([](list_options& o) { o.area = ""; });
  refused([](list_options& o) { o.digits = 16; });
  refused([](list_options& o) { o.digits = 6; });
  refused([](list_options& o) { o.area = "999000000000"; });
  refused([](list_options& o) { o.duplicates = 0.6, o.invalid = 0.6; });
  refused([](list_options& o) { o.area = "9991234", o.digits = 9, o.count = 101; });
}

BOOST_AUTO_TEST_SUITE_END()

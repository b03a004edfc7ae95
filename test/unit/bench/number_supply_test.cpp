#include "bench/number_supply.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>
#include <system_error>

#include "bench/number_cap.hpp"
#include "support/temporary_file.hpp"

namespace {

using namespace rcs;
using namespace rcs::bench;

std::vector<std::string> rows(number_supply& from, std::size_t count) {
  row_block block;
  from.take(count, block);
  return {block.cells.begin(), block.cells.end()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bench_numbers)

BOOST_AUTO_TEST_CASE(generated_numbers_are_nobodys_and_different) {
  number_supply supply{1000, false};
  auto const made = rows(supply, 1000);
  BOOST_TEST(std::set<std::string>(made.begin(), made.end()).size() == 1000U);
  BOOST_TEST(made.front() == "+999000000000");
  BOOST_TEST(made.back() == "+999000000999");
  BOOST_TEST(!supply.has(1));
}

BOOST_AUTO_TEST_CASE(a_cycle_begins_anew_in_the_middle_of_a_request) {
  number_supply supply{3, true};
  auto const made = rows(supply, 2);
  auto const next = rows(supply, 2);
  BOOST_TEST(next.front() == "+999000000002");
  BOOST_TEST(next.back() == "+999000000000");
  BOOST_TEST(supply.has(3));
}

BOOST_AUTO_TEST_CASE(a_list_gives_its_different_numbers_in_order_and_counts_the_rest) {
  test::temporary_file const file{"+12025550101\nhello\n+12025550102\n+1 (202) 555-0101\n\n+12025550103\n"};
  auto list = read_numbers(file.path());
  BOOST_TEST(list.invalid == 2U);
  BOOST_TEST(list.repeats == 1U);
  number_supply supply{std::move(list.numbers), false};
  BOOST_TEST(supply.size() == 3U);
  BOOST_TEST(rows(supply, 3).back() == "+12025550103");
}

BOOST_AUTO_TEST_CASE(a_list_that_is_not_there_is_an_error_that_names_it) {
  BOOST_CHECK_EXCEPTION((void)read_numbers("/nowhere/list"), std::system_error, [](std::system_error const& e) {
    return std::string_view{e.what()}.find("/nowhere/list") != std::string_view::npos;
  });
}

BOOST_AUTO_TEST_CASE(the_cap_is_paid_before_and_never_passed) {
  number_cap cap{1000};
  BOOST_TEST(cap.pay(500));
  BOOST_TEST(!cap.pay(501));
  BOOST_TEST(cap.paid() == 500U);
  BOOST_TEST(cap.pay(500));
  BOOST_TEST(!cap.pay(1));
  cap.give_back(100);
  BOOST_TEST(cap.pay(100));
  number_cap none{0};
  BOOST_TEST(none.pay(~std::uint64_t{0} / 2));
}

BOOST_AUTO_TEST_SUITE_END()

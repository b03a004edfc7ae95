#include "settle/tally.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "support/count_allocations.hpp"

using rcs::outcome;
using rcs::result;
using rcs::tally;

namespace {

result row(outcome what, std::string_view carrier = {}, std::string_view status = {}) {
  result r;
  r.what = what;
  r.carrier_id = carrier;
  r.carrier_status = status;
  return r;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tally_of_rows)

BOOST_AUTO_TEST_CASE(every_outcome_is_counted_and_they_sum_to_the_rows) {
  tally counted;
  for (std::size_t i = 0; i < rcs::outcome_count; ++i) {
    for (std::size_t times = 0; times <= i; ++times) counted.add(row(static_cast<outcome>(i)));
  }
  for (std::size_t i = 0; i < rcs::outcome_count; ++i) BOOST_TEST(counted.of(static_cast<outcome>(i)) == i + 1);
  BOOST_TEST(counted.rows() == 66U);
}

BOOST_AUTO_TEST_CASE(answered_rows_that_were_never_sent_were_known_before) {
  tally counted;
  for (auto const what : {outcome::enabled, outcome::not_enabled, outcome::suppressed, outcome::invalid}) {
    counted.add(row(what));
    auto asked = row(what);
    asked.attempts = 1;
    counted.add(asked);
  }
  BOOST_TEST(counted.known_before() == 2U);
  tally sum;
  sum.merge(counted);
  sum.merge(counted);
  BOOST_TEST(sum.known_before() == 4U);
  sum.clear();
  BOOST_TEST(sum.known_before() == 0U);
}

BOOST_AUTO_TEST_CASE(carriers_and_statuses_are_those_of_answered_rows) {
  std::vector<result> const rows{row(outcome::enabled, "A", "ACTIVE"), row(outcome::not_enabled, "B", "INACTIVE"),
                                 row(outcome::indeterminate, "A"),     row(outcome::enabled, "", "ACTIVE"),
                                 row(outcome::conflict, "C", "C"),     row(outcome::failed, "D", "D"),
                                 row(outcome::duplicate, "E", "E")};
  tally counted;
  counted.add(rows);
  BOOST_TEST((counted.carriers() == tally::names{{"A", 2}, {"B", 1}}));
  BOOST_TEST((counted.carrier_statuses() == tally::names{{"ACTIVE", 2}, {"INACTIVE", 1}}));
}

BOOST_AUTO_TEST_CASE(merged_tallies_are_the_tally_of_all_rows) {
  tally all;
  tally one;
  tally two;
  for (auto const& r : {row(outcome::enabled, "A"), row(outcome::missing)}) {
    one.add(r);
    all.add(r);
  }
  for (auto const& r : {row(outcome::enabled, "B", "X"), row(outcome::enabled, "A")}) {
    two.add(r);
    all.add(r);
  }
  one.merge(two);
  BOOST_TEST(one.rows() == 4U);
  BOOST_TEST(one.of(outcome::enabled) == all.of(outcome::enabled));
  BOOST_TEST((one.carriers() == all.carriers()));
  BOOST_TEST((one.carrier_statuses() == all.carrier_statuses()));
  one.clear();
  BOOST_TEST(one.rows() == 0U);
  BOOST_TEST(one.carriers().empty());
  BOOST_TEST(one.carrier_statuses().empty());
}

BOOST_AUTO_TEST_CASE(a_block_after_the_first_allocates_nothing) {
  std::vector<result> const rows{row(outcome::enabled, "a carrier with a long name", "a status with a long name"),
                                 row(outcome::not_enabled, "another carrier with a long name", "ACTIVE")};
  tally block;
  tally run;
  auto const count = [&] {
    block.clear();
    block.add(rows);
    run.merge(block);
  };
  count();
  auto const before = rcs::test::allocations();
  for (int i = 0; i < 10; ++i) count();
  BOOST_TEST(rcs::test::allocations() == before);
  BOOST_TEST(run.rows() == 22U);
}

BOOST_AUTO_TEST_SUITE_END()

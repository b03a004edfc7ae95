#include "wire/name_table.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "support/count_allocations.hpp"

BOOST_AUTO_TEST_SUITE(name_table)

BOOST_AUTO_TEST_CASE(the_same_name_is_kept_once) {
  rcs::name_table names;
  std::string typed = "Example Wireless";
  std::string_view const kept = names.intern(typed);
  typed.assign("overwritten text");
  BOOST_TEST(kept == "Example Wireless");
  BOOST_TEST(static_cast<void const*>(names.intern("Example Wireless").data()) ==
             static_cast<void const*>(kept.data()));
}

BOOST_AUTO_TEST_CASE(names_that_differ_in_one_byte_are_told_apart) {
  rcs::name_table names;
  std::string base(20, 'a');
  std::vector<std::string_view> kept;
  std::vector<std::string> wanted;
  for (std::size_t at = 0; at < base.size(); ++at) {
    wanted.push_back(base);
    wanted.back()[at] = 'b';
  }
  for (int round = 0; round < 2; ++round) {
    for (auto const& name : wanted) BOOST_TEST(names.intern(name) == name);
  }
}

BOOST_AUTO_TEST_CASE(an_empty_name_is_a_name) {
  rcs::name_table names;
  BOOST_TEST(names.intern("").empty());
  BOOST_TEST((names.intern("").data() != nullptr));
}

BOOST_AUTO_TEST_CASE(a_name_over_the_length_is_not_taken) {
  rcs::name_table names;
  BOOST_TEST((names.intern(std::string(rcs::name_table::max_length, 'x')).data() != nullptr));
  BOOST_TEST((names.intern(std::string(rcs::name_table::max_length + 1, 'x')).data() == nullptr));
}

BOOST_AUTO_TEST_CASE(a_full_table_keeps_what_it_has_and_takes_no_more) {
  rcs::name_table names;
  std::vector<std::string_view> kept;
  for (std::size_t i = 0; i < rcs::name_table::max_names; ++i) {
    kept.push_back(names.intern("carrier " + std::to_string(i)));
  }
  BOOST_TEST((names.intern("one more").data() == nullptr));
  BOOST_TEST((names.intern("one more").data() == nullptr));
  bool all_kept = true;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    std::string const name = "carrier " + std::to_string(i);
    all_kept = all_kept && kept[i] == name && names.intern(name).data() == kept[i].data();
  }
  BOOST_TEST(all_kept);
}

BOOST_AUTO_TEST_CASE(a_known_name_allocates_nothing) {
  rcs::name_table names;
  std::vector<std::string> const known{"Example Wireless", "Sample Mobile", "ACTIVE", "INACTIVE", "UNKNOWN"};
  for (auto const& name : known) BOOST_TEST(names.intern(name) == name);
  std::size_t const before = rcs::test::allocations();
  std::size_t bytes = 0;
  for (int i = 0; i < 1000; ++i) bytes += names.intern(known[static_cast<std::size_t>(i) % known.size()]).size();
  BOOST_TEST(rcs::test::allocations() == before);
  BOOST_TEST(bytes > 0U);
}

BOOST_AUTO_TEST_SUITE_END()

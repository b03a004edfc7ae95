#include "sink/split_rules.hpp"

#include <boost/test/unit_test.hpp>
#include <stdexcept>

using rcs::outcome;
using rcs::split_file;

namespace {

bool goes(rcs::split_rules const& by, outcome what, split_file to, char const* status = "") {
  return by.file_of(what, status) == to;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(split_rules)

BOOST_AUTO_TEST_CASE(each_outcome_has_its_file) {
  rcs::split_rules const rules;
  BOOST_TEST(goes(rules, outcome::enabled, split_file::send));
  BOOST_TEST(goes(rules, outcome::not_enabled, split_file::fallback));
  for (auto const one : {outcome::indeterminate, outcome::conflict, outcome::rejected}) {
    BOOST_TEST(goes(rules, one, split_file::review));
  }
  for (auto const one : {outcome::missing, outcome::failed, outcome::not_asked}) {
    BOOST_TEST(goes(rules, one, split_file::retry));
  }
  BOOST_TEST(goes(rules, outcome::invalid, split_file::invalid));
  BOOST_TEST(goes(rules, outcome::suppressed, split_file::suppressed));
  BOOST_TEST(goes(rules, outcome::duplicate, split_file::none));
}

BOOST_AUTO_TEST_CASE(rules_change_it) {
  rcs::split_rules const rules{" not_enabled = none,missing=fallback , duplicate=review"};
  BOOST_TEST(goes(rules, outcome::not_enabled, split_file::none));
  BOOST_TEST(goes(rules, outcome::missing, split_file::fallback));
  BOOST_TEST(goes(rules, outcome::duplicate, split_file::review));
  BOOST_TEST(goes(rules, outcome::failed, split_file::retry));
}

BOOST_AUTO_TEST_CASE(a_rule_may_be_for_one_carrier_status) {
  rcs::split_rules const rules{"not_enabled/Inactive=review,not_enabled=retry"};
  BOOST_TEST(goes(rules, outcome::not_enabled, split_file::review, "INACTIVE"));
  BOOST_TEST(goes(rules, outcome::not_enabled, split_file::retry, "active"));
  BOOST_TEST(goes(rules, outcome::enabled, split_file::send, "inactive"));
}

BOOST_AUTO_TEST_CASE(what_is_no_rule_is_named) {
  for (auto const* wrong : {"enabled", "enabled=sent", "unknown=send", "=send", "enabled="}) {
    BOOST_CHECK_EXCEPTION(rcs::split_rules{wrong}, std::invalid_argument, [wrong](auto const& error) {
      return std::string_view{error.what()}.find(wrong) != std::string_view::npos;
    });
  }
}

BOOST_AUTO_TEST_SUITE_END()

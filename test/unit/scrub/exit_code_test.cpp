#include "scrub/exit_code.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace rcs;
using scrub::exit_code_of;

summary ended(ending how) {
  summary made;
  made.how = how;
  return made;
}

summary finished_with(outcome what) {
  auto made = ended(ending::finished);
  made.outcomes[index_of(outcome::enabled)] = 10;
  made.outcomes[index_of(what)] = 1;
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exit_code)

BOOST_AUTO_TEST_CASE(a_finished_run_with_nothing_to_ask_again_is_0) {
  BOOST_TEST(exit_code_of(ended(ending::finished)) == 0);
  for (auto const what : {outcome::enabled, outcome::not_enabled, outcome::indeterminate, outcome::conflict,
                          outcome::invalid, outcome::duplicate, outcome::suppressed, outcome::rejected}) {
    BOOST_TEST(exit_code_of(finished_with(what)) == 0, to_string(what));
  }
}

BOOST_AUTO_TEST_CASE(a_finished_run_with_rows_to_ask_again_is_3) {
  for (auto const what : {outcome::missing, outcome::failed, outcome::not_asked}) {
    BOOST_TEST(exit_code_of(finished_with(what)) == 3, to_string(what));
  }
}

BOOST_AUTO_TEST_CASE(every_other_ending_has_its_code_whatever_is_left) {
  struct {
    ending how;
    int code;
  } const contract[]{{ending::refused, 4},    {ending::interrupted, 5},   {ending::deadline, 6},
                     {ending::stalled, 6},    {ending::input_failed, 74}, {ending::output_failed, 74},
                     {ending::unbalanced, 70}};
  for (auto const& [how, code] : contract) {
    auto made = ended(how);
    BOOST_TEST(exit_code_of(made) == code);
    made.outcomes[index_of(outcome::not_asked)] = 5;
    BOOST_TEST(exit_code_of(made) == code);
  }
}

BOOST_AUTO_TEST_CASE(wrong_usage_is_2) {
  BOOST_TEST(scrub::usage == 2);
}

BOOST_AUTO_TEST_SUITE_END()

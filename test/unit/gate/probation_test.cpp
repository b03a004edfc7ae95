#include "gate/probation.hpp"

#include <boost/test/unit_test.hpp>

using rcs::probation;

namespace {

/// Proven by attempt 1; attempts 2 to `latest` are out.
probation proven_with_out(std::uint64_t latest) {
  probation p;
  p.departed(1);
  p.succeeded(1);
  for (std::uint64_t id = 2; id <= latest; ++id) p.departed(id);
  return p;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(probation_test)

BOOST_AUTO_TEST_CASE(one_at_a_time_until_the_first_success) {
  probation p;
  BOOST_TEST(p.admits(0));
  p.departed(1);
  BOOST_TEST(!p.admits(1));
  p.undecided(1);
  BOOST_TEST(!p.proven());
  BOOST_TEST(p.admits(0));
  p.departed(2);
  p.succeeded(2);
  BOOST_TEST(p.proven());
  BOOST_TEST(p.admits(31));
}

BOOST_AUTO_TEST_CASE(a_refusal_before_the_first_success_raises_no_suspicion) {
  probation p;
  p.departed(1);
  p.refused(1);
  BOOST_TEST(!p.suspect());
  BOOST_TEST(!p.proven());
  BOOST_TEST(!p.confirms_refusal(1));
}

BOOST_AUTO_TEST_CASE(after_a_refusal_one_attempt_departs_beside_those_still_out) {
  auto p = proven_with_out(4);
  p.refused(2);
  BOOST_TEST(p.suspect());
  BOOST_TEST(p.proven());
  BOOST_TEST(p.admits(2));
  p.departed(5);
  BOOST_TEST(!p.admits(3));
  p.undecided(3);
  p.undecided(4);
  BOOST_TEST(!p.admits(1));
}

BOOST_AUTO_TEST_CASE(a_second_refusal_confirms_before_and_after_it_is_reported) {
  auto p = proven_with_out(2);
  p.refused(2);
  p.departed(3);
  BOOST_TEST(p.confirms_refusal(3));
  p.refused(3);
  BOOST_TEST(p.confirms_refusal(3));
}

BOOST_AUTO_TEST_CASE(attempts_from_before_the_suspicion_confirm_nothing) {
  auto p = proven_with_out(32);
  BOOST_TEST(!p.confirms_refusal(7));
  p.refused(7);
  BOOST_TEST(!p.confirms_refusal(7));
  for (std::uint64_t id = 2; id <= 32; ++id) {
    if (id == 7) continue;
    BOOST_TEST(!p.confirms_refusal(id));
    p.refused(id);
    BOOST_TEST(!p.confirms_refusal(id));
  }
  BOOST_TEST(p.suspect());
}

BOOST_AUTO_TEST_CASE(attempts_from_before_the_suspicion_clear_nothing) {
  auto p = proven_with_out(3);
  p.refused(2);
  p.succeeded(3);
  BOOST_TEST(p.suspect());
}

BOOST_AUTO_TEST_CASE(a_success_from_after_the_suspicion_clears_it) {
  auto p = proven_with_out(2);
  p.refused(2);
  p.departed(3);
  p.succeeded(3);
  BOOST_TEST(!p.suspect());
  BOOST_TEST(p.admits(31));
}

BOOST_AUTO_TEST_CASE(old_refusals_do_not_raise_again_a_suspicion_that_was_cleared) {
  auto p = proven_with_out(3);
  p.refused(2);
  p.departed(4);
  p.succeeded(4);
  p.refused(3);
  BOOST_TEST(!p.suspect());
}

BOOST_AUTO_TEST_CASE(a_new_refusal_after_a_cleared_one_is_a_new_suspicion) {
  auto p = proven_with_out(2);
  p.refused(2);
  p.departed(3);
  p.succeeded(3);
  p.departed(4);
  p.refused(4);
  BOOST_TEST(p.suspect());
  BOOST_TEST(!p.confirms_refusal(4));
  p.departed(5);
  BOOST_TEST(p.confirms_refusal(5));
}

BOOST_AUTO_TEST_CASE(an_undecided_attempt_leaves_the_question_to_the_next) {
  auto p = proven_with_out(2);
  p.refused(2);
  p.departed(3);
  p.undecided(3);
  BOOST_TEST(p.suspect());
  BOOST_TEST(p.admits(0));
  p.departed(4);
  BOOST_TEST(!p.admits(1));
  BOOST_TEST(p.confirms_refusal(4));
}

BOOST_AUTO_TEST_SUITE_END()

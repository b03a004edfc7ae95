#include "plan/due_queue.hpp"

#include <boost/test/unit_test.hpp>

#include "plan_support.hpp"

namespace {

using namespace rcs;
using test::at;
using namespace std::chrono_literals;

batch of(std::size_t size) {
  return {batch::endpoint::bulk, test::numbers(size)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(due_queue)

BOOST_AUTO_TEST_CASE(nothing_comes_before_it_is_due_and_the_earliest_due_comes_first) {
  rcs::due_queue waiting;
  BOOST_TEST(!waiting.next_due());
  waiting.push(of(3), at(3s));
  waiting.push(of(1), at(1s));
  waiting.push(of(2), at(2s));
  BOOST_TEST(waiting.entries() == 6U);
  BOOST_TEST((waiting.next_due() == at(1s)));
  BOOST_TEST(!waiting.pop(at(999ms)));
  BOOST_TEST(!waiting.ready(at(999ms)));
  BOOST_TEST(waiting.ready(at(1s)));
  BOOST_TEST(waiting.pop(at(9s))->size() == 1U);
  BOOST_TEST(waiting.pop(at(9s))->size() == 2U);
  BOOST_TEST(waiting.entries() == 3U);
  BOOST_TEST(waiting.pop(at(9s))->size() == 3U);
  BOOST_TEST(waiting.empty());
}

BOOST_AUTO_TEST_CASE(of_those_due_together_the_first_that_came_comes_first) {
  rcs::due_queue waiting;
  for (std::size_t size = 1; size <= 20; ++size) waiting.push(of(size), at(1s));
  for (std::size_t size = 1; size <= 20; ++size) BOOST_TEST(waiting.pop(at(1s))->size() == size);
}

BOOST_AUTO_TEST_SUITE_END()

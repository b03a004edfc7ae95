#include "model/interrupter.hpp"

#include <boost/test/unit_test.hpp>

namespace rcs {
namespace {

struct counting_hook final : interrupter::hook {
  int calls = 0;
  void interrupted() noexcept override { ++calls; }
};

BOOST_AUTO_TEST_SUITE(interrupter_)

BOOST_AUTO_TEST_CASE(firing_calls_every_linked_hook_once) {
  interrupter stop;
  counting_hook first;
  counting_hook second;
  stop.link(first);
  stop.link(second);
  BOOST_TEST(!stop.fired());
  stop.fire();
  stop.fire();
  BOOST_TEST(stop.fired());
  BOOST_TEST(first.calls == 1);
  BOOST_TEST(second.calls == 1);
}

BOOST_AUTO_TEST_CASE(a_destroyed_hook_is_not_called) {
  interrupter stop;
  counting_hook stays;
  stop.link(stays);
  {
    counting_hook goes;
    stop.link(goes);
  }
  stop.fire();
  BOOST_TEST(stays.calls == 1);
}

BOOST_AUTO_TEST_CASE(a_hook_outlives_the_interrupter) {
  counting_hook stays;
  {
    interrupter stop;
    stop.link(stays);
  }
  BOOST_TEST(!stays.is_linked());
  BOOST_TEST(stays.calls == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace rcs

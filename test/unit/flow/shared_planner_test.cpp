#include "flow/shared_planner.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "flow/spawn.hpp"
#include "support/manual_clock.hpp"
#include "unit/plan/plan_support.hpp"

namespace {

namespace asio = boost::asio;
using namespace rcs;

/// A planner with room for 4,000 numbers, and a reader who adds more than that.
struct planner_fixture {
  static constexpr std::size_t room = 4000;

  test::manual_clock time;
  asio::io_context context{1};
  std::optional<shared_planner> plan;
  std::vector<settlement> settled;
  std::size_t added = 0;  ///< numbers of those that the reader has been let in with

  planner_fixture() { plan.emplace(planner_options{}, room, time, context.get_executor()); }
  ~planner_fixture() {
    plan->stop();
    settle();
    plan.reset();
    settle();
  }
  planner_fixture(planner_fixture const&) = delete;
  planner_fixture& operator=(planner_fixture const&) = delete;

  void read(std::size_t count) {
    spawn(context.get_executor(), add(*this, test::numbers(count)));
    settle();
  }
  batch take() {
    auto step = plan->take(time.now(), true);
    BOOST_TEST_REQUIRE((step.what == plan_step::kind::ask));
    settle();
    return std::move(step.request);
  }
  void answered(batch&& done) {
    plan->update(settled, [&](planner& all) { all.answered(std::move(done), {}); });
    settle();
  }
  [[nodiscard]] std::size_t unsettled() const { return plan->look().unsettled; }

 private:
  static asio::awaitable<void> add(planner_fixture& self, std::vector<entry> fresh) {
    self.added = co_await self.plan->add(fresh);
  }
  void settle() {
    context.restart();
    context.poll();
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(shared_planner_, planner_fixture)

BOOST_AUTO_TEST_CASE(a_reader_at_the_bound_goes_on_when_a_quarter_of_the_room_is_free) {
  read(room + 2000);
  BOOST_TEST(unsettled() == room);
  auto first = take();
  auto second = take();
  answered(std::move(first));
  BOOST_TEST(unsettled() == room - 500);
  answered(std::move(second));
  BOOST_TEST(unsettled() == room);
}

BOOST_AUTO_TEST_CASE(a_reader_at_the_bound_goes_on_before_the_workers_have_nothing_to_ask) {
  read(room + 500);
  std::vector<batch> out;
  while (plan->look().something_ready) out.push_back(take());
  answered(std::move(out.back()));
  BOOST_TEST(unsettled() == room);
  BOOST_TEST(added == room + 500);
}

BOOST_AUTO_TEST_SUITE_END()

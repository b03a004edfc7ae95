#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <vector>

#include "support/virtual_run.hpp"

namespace {

using namespace rcs;
using namespace rcs::test;
using namespace std::chrono_literals;

class keeper final : public exchange_observer {
 public:
  void on_exchange(exchange_report const& one) noexcept override { seen.push_back(one); }

  [[nodiscard]] auto count(exchange_result what) const {
    return std::count_if(seen.begin(), seen.end(), [what](auto const& one) { return one.what == what; });
  }

  std::vector<exchange_report> seen;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(exchange_watch)

BOOST_AUTO_TEST_CASE(every_request_is_told_of_once_with_its_numbers) {
  keeper told;
  virtual_run run;
  run.exchanges = &told;
  run(generated_rows(2750));
  BOOST_TEST_REQUIRE(told.seen.size() == run.totals.requests_sent);
  std::size_t numbers = 0;
  for (auto const& one : told.seen) {
    numbers += one.numbers;
    BOOST_TEST(one.bulk);
    BOOST_TEST(one.attempt == 1U);
    BOOST_TEST(one.status == 200);
  }
  BOOST_TEST(numbers == 2750U);
  BOOST_TEST(told.count(exchange_result::answered) == static_cast<std::ptrdiff_t>(told.seen.size()));
}

BOOST_AUTO_TEST_CASE(the_first_row_of_a_request_is_the_first_that_it_asks) {
  keeper told;
  virtual_run run;
  run.workers = 1;
  run.exchanges = &told;
  run(generated_rows(2000));
  BOOST_TEST_REQUIRE(told.seen.size() == 4U);
  for (std::size_t i = 0; i < told.seen.size(); ++i) BOOST_TEST(told.seen[i].row == i * 500 + 1);
}

BOOST_AUTO_TEST_CASE(waiting_for_leave_is_told_apart_from_the_time_the_request_was_out) {
  keeper told;
  virtual_run run;
  run.proven_before = true;
  run.workers = 1;
  run.gate.rate = 10;
  run.server.latency = 30ms;
  run.server.jitter = 0ms;
  run.exchanges = &told;
  run(generated_rows(5000));
  BOOST_TEST_REQUIRE(told.seen.size() == 10U);
  for (std::size_t i = 1; i < told.seen.size(); ++i) {
    auto const& one = told.seen[i];
    BOOST_TEST((one.total == 30ms));
    // Slots are 100 ms apart, and the worker was back after 30.
    BOOST_TEST((one.for_leave > 69ms && one.for_leave < 71ms), one.for_leave.count());
    BOOST_TEST((one.departed == one.begun + one.for_connection + one.for_leave));
  }
}

BOOST_AUTO_TEST_CASE(throttled_and_failed_requests_are_told_of_as_such) {
  keeper told;
  virtual_run run;
  run.server.server_errors = 0.3;
  run.server.error_status = 500;
  run.server.rate = 20;
  run.exchanges = &told;
  run(generated_rows(20'000));
  BOOST_TEST(told.seen.size() == run.totals.requests_sent);
  BOOST_TEST(told.count(exchange_result::throttled) > 0);
  BOOST_TEST(told.count(exchange_result::failed) > 0);
  for (auto const& one : told.seen) {
    if (one.what == exchange_result::throttled) BOOST_TEST(one.status == 429);
  }
}

BOOST_AUTO_TEST_CASE(a_stop_out_of_the_call_comes_before_anything_is_asked_again) {
  class stopper final : public exchange_observer {
   public:
    void on_exchange(exchange_report const& one) noexcept override {
      ++told;
      if (one.what == exchange_result::throttled) stop.request_stop();
    }
    std::stop_source stop;
    int told = 0;
  };
  stopper stops;
  virtual_run run;
  run.proven_before = true;
  run.workers = 1;
  run.server.rate = 1;
  run.exchanges = &stops;
  run.stop = stops.stop;
  run(generated_rows(50'000));
  BOOST_TEST((run.totals.how == ending::interrupted));
  // The first was answered, the second throttled, and there is no third.
  BOOST_TEST(stops.told == 2);
  BOOST_TEST(run.log.requests == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

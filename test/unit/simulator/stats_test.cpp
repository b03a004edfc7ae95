#include "simulator/stats.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>
#include <vector>

namespace {

using namespace rcs::sim;
using namespace std::chrono_literals;
using rcs::number;

std::vector<number> many(std::size_t count, std::uint64_t from = 999'000'000'000) {
  std::vector<number> numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(*number::from_value(from + i));
  return numbers;
}

struct counting {
  stats counts{true};
  instant now{time_point{} + 1h, wall_time{} + 1h};
  std::vector<std::uint8_t> before;

  void ask(std::vector<number> const& numbers, bool answer = false) {
    ruling judged;
    judged.to = resource::bulk;
    judged.distinct = numbers.size();
    counts.arrived(now, judged, numbers, before);
    if (answer) {
      answered_numbers told;
      told.given = numbers;
      counts.answered(told);
    }
    counts.decided(answer ? 200 : 500, refusal::none, answer ? fault::none : fault::error_500);
    counts.finished();
    now.steady += 1s;
  }
  boost::json::value json() const { return boost::json::parse(counts.to_json()); }
  std::int64_t of(char const* pointer) const { return json().at_pointer(pointer).to_number<std::int64_t>(); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(simulator_stats)

BOOST_AUTO_TEST_CASE(asking_again_is_told_apart_from_asking_again_what_was_answered) {
  counting c;
  c.ask(many(100));
  c.ask(many(100), true);
  c.ask(many(100));
  BOOST_TEST(c.of("/numbers/asked") == 300);
  BOOST_TEST(c.of("/numbers/distinct") == 100);
  BOOST_TEST(c.of("/numbers/asked_again") == 200);
  BOOST_TEST(c.of("/numbers/asked_again_after_answer") == 100);
  BOOST_TEST(c.of("/by_status/200") == 1);
  BOOST_TEST(c.of("/by_status/500") == 2);
  BOOST_TEST(c.of("/faults/error-500") == 2);
}

BOOST_AUTO_TEST_CASE(many_numbers_are_remembered_exactly) {
  counting c;
  std::uint64_t const step = 500;
  for (std::uint64_t i = 0; i < 1000; ++i) c.ask(many(step, 10'000'000 + i * step * 31));
  BOOST_TEST(c.of("/numbers/distinct") == 500'000);
  BOOST_TEST(c.of("/numbers/asked_again") == 0);
  for (std::uint64_t i = 0; i < 1000; ++i) c.ask(many(step, 10'000'000 + i * step * 31));
  BOOST_TEST(c.of("/numbers/distinct") == 500'000);
  BOOST_TEST(c.of("/numbers/asked_again") == 500'000);
}

BOOST_AUTO_TEST_CASE(violations_of_size_are_counted_by_kind_too) {
  counting c;
  ruling judged;
  judged.to = resource::bulk;
  judged.why = refusal::below_minimum;
  c.counts.arrived(c.now, judged, {}, c.before);
  c.counts.decided(400, refusal::below_minimum, fault::none);
  BOOST_TEST(c.of("/size_violations") == 1);
  BOOST_TEST(c.of("/contract_violations/below_minimum") == 1);
  BOOST_TEST(c.of("/in_flight") == 1);
  c.counts.finished();
  BOOST_TEST(c.of("/in_flight") == 0);
  BOOST_TEST(c.of("/max_in_flight") == 1);
}

BOOST_AUTO_TEST_CASE(rates_are_those_of_the_busiest_windows) {
  counting c;
  for (int i = 0; i < 30; ++i) c.ask(many(1));
  BOOST_TEST(c.of("/max_per_second") == 1);
  BOOST_TEST(c.json().at("busiest_ten_seconds_rate").as_double() == 1.0);
}

BOOST_AUTO_TEST_CASE(reset_forgets_what_was_asked_but_not_who_is_connected) {
  counting c;
  c.counts.connected(true);
  c.ask(many(100), true);
  c.counts.reset();
  BOOST_TEST(c.of("/requests/total") == 0);
  BOOST_TEST(c.of("/numbers/distinct") == 0);
  BOOST_TEST(c.of("/connections/open") == 1);
  c.ask(many(100), true);
  BOOST_TEST(c.of("/numbers/asked_again") == 0);
}

BOOST_AUTO_TEST_CASE(it_is_idle_only_when_asked_before_and_nobody_is_connected) {
  counting c;
  BOOST_TEST(!c.counts.idle(c.now.steady).has_value());
  c.counts.connected(false);
  c.ask(many(1));
  BOOST_TEST(!c.counts.idle(c.now.steady).has_value());
  c.counts.disconnected();
  BOOST_TEST((c.counts.idle(c.now.steady) == duration{1s}));
}

BOOST_AUTO_TEST_SUITE_END()

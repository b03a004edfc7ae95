#include "bench/load_source.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace std::chrono_literals;
using namespace rcs;
using namespace rcs::bench;

struct fixture {
  std::uint64_t read_all() {
    cap.emplace(most_numbers);
    load_source from{what, numbers, *cap, start};
    row_block block;
    std::error_code failed;
    std::uint64_t requests = 0;
    while (from.read(block, failed)) {
      BOOST_TEST(block.cells.size() == what.batch);
      BOOST_TEST(block.first_row == requests * what.batch + 1);
      ++requests;
    }
    BOOST_TEST(from.handed_over() == requests);
    ended = from.why_ended();
    return requests;
  }

  load what{.batch = 100, .by = {}, .lasts = {}, .most = {}};
  number_supply numbers{1050, false};
  std::uint64_t most_numbers = 0;
  std::optional<number_cap> cap{std::in_place, 0};
  time_point start = std::chrono::steady_clock::now();
  load_source::end ended = load_source::end::none;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(bench_load_source, fixture)

BOOST_AUTO_TEST_CASE(every_block_is_one_request_and_a_list_ends_with_the_last_whole_one) {
  BOOST_TEST(read_all() == 10U);
  BOOST_TEST((ended == load_source::end::list_ended));
}

BOOST_AUTO_TEST_CASE(so_many_requests_and_no_more) {
  what.most = 7;
  BOOST_TEST(read_all() == 7U);
  BOOST_TEST((ended == load_source::end::as_asked));
}

BOOST_AUTO_TEST_CASE(the_cap_ends_it) {
  most_numbers = 399;
  BOOST_TEST(read_all() == 3U);
  BOOST_TEST((ended == load_source::end::cap_reached));
  BOOST_TEST(cap->paid() == 300U);
}

BOOST_AUTO_TEST_CASE(a_plan_ends_with_what_is_due_in_its_time_and_what_is_late_comes_at_once) {
  start -= 1h;
  what.by.emplace(10.0);
  what.lasts = 500ms;
  BOOST_TEST(read_all() == 5U);
  BOOST_TEST((ended == load_source::end::as_asked));
}

BOOST_AUTO_TEST_CASE(an_interrupted_wait_ends_at_once_and_for_good) {
  what.by.emplace(0.01);
  load_source from{what, numbers, *cap, start};
  row_block block;
  std::error_code failed;
  BOOST_TEST(from.read(block, failed));
  from.interrupt();  // the next is due in a hundred seconds
  BOOST_TEST(!from.read(block, failed));
  BOOST_TEST(!failed);
  BOOST_TEST(block.cells.empty());
}

BOOST_AUTO_TEST_SUITE_END()

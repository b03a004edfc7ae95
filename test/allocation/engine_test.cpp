#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "sink/file_sink.hpp"
#include "source/text_source.hpp"
#include "support/count_allocations.hpp"
#include "support/memory_run.hpp"
#include "support/temporary_file.hpp"

// How much memory the engine takes from the heap for a list: a list and a longer one are looked up, and the difference
// is told, so that what a run takes once is in neither. One allocation for each row would be 500 for each request.

namespace {

using namespace rcs;

constexpr std::size_t batch_size = 500;

struct way {
  duplicates repeats = duplicates::keep;
  row_format format = row_format::csv;
  unsigned threads = 0;
};

/// Allocations of a run over so many full requests.
std::size_t allocations_for(std::size_t requests, way const& how) {
  std::string list;
  for (std::size_t i = 0; i < requests * batch_size; ++i) list += '+' + std::to_string(12'000'000'000 + i) + '\n';
  test::temporary_file const input{list};
  test::temporary_file const output{""};
  std::error_code failed;
  std::string which;
  auto files = output_files::open({output.path(), 1, {}}, failed, which);
  auto const into = make_file_sink(std::move(files), how.format, nullptr);
  auto const from = open_text_source(input.path(), failed);
  BOOST_TEST_REQUIRE(!failed);

  test::memory_run run;
  run.options.repeats = how.repeats;
  run.threads = how.threads;
  auto const before = test::allocations_of_all_threads();
  auto const totals = run(*from, *into);
  auto const taken = test::allocations_of_all_threads() - before;
  BOOST_TEST(totals.complete());
  BOOST_TEST(totals.requests_sent == requests);
  BOOST_TEST(totals.of(outcome::enabled) + totals.of(outcome::not_enabled) == requests * batch_size);
  return taken;
}

/// For each request beyond a first thousand.
double allocations_per_request(way const& how) {
  constexpr std::size_t warm = 1000;
  constexpr std::size_t more = 2000;
  auto const first = allocations_for(warm, how);
  auto const both = allocations_for(warm + more, how);
  auto const each = (static_cast<double>(both) - static_cast<double>(first)) / more;
  BOOST_TEST_MESSAGE(first << " allocations for " << warm << " requests, " << both << " for " << warm + more << ": "
                           << each << " for each one more");
  return each;
}

/// What one thread gives back is there for the next request: the lease of a connection is left, and with repeats
/// dropped the set of numbers, which grows by half now and then.
constexpr double a_handful = 5;
/// Across threads what one has allocated is given back to another, and a thread that was away finds more given back
/// than it keeps: at worst every coroutine of a request and every word to another thread is from the heap.
constexpr double three_handfuls = 15;

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_allocations, *boost::unit_test::precondition([](auto) {
                        return boost::test_tools::assertion_result{test::counts_allocations()};
                      }))

BOOST_AUTO_TEST_CASE(a_request_takes_a_handful_and_its_numbers_none) {
  BOOST_TEST(allocations_per_request({}) <= a_handful);
}

BOOST_AUTO_TEST_CASE(dropping_repeats_takes_no_more) {
  way how;
  how.repeats = duplicates::drop;
  BOOST_TEST(allocations_per_request(how) <= a_handful);
}

BOOST_AUTO_TEST_CASE(writing_ndjson_takes_no_more) {
  way how;
  how.format = row_format::ndjson;
  BOOST_TEST(allocations_per_request(how) <= a_handful);
}

BOOST_AUTO_TEST_CASE(two_shards_with_threads_of_their_own_take_three_handfuls_at_most) {
  way how;
  how.threads = 2;
  BOOST_TEST(allocations_per_request(how) <= three_handfuls);
}

BOOST_AUTO_TEST_SUITE_END()

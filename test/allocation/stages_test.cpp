#include <boost/test/unit_test.hpp>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "number/seen_set.hpp"
#include "plan/planner.hpp"
#include "rcs/normalizer.hpp"
#include "settle/reconcile.hpp"
#include "settle/tally.hpp"
#include "sink/file_sink.hpp"
#include "source/text_source.hpp"
#include "support/count_allocations.hpp"
#include "support/temporary_file.hpp"
#include "support/wire_fixture.hpp"
#include "wire/http_answer.hpp"
#include "wire/request_encoder.hpp"

// What each stage takes from the heap once it is warm: for 500 numbers, nothing.

namespace {

using namespace rcs;

constexpr std::size_t batch_size = 500;

/// What `work` takes when it is done two hundred times, and was done fifty times before.
template <class Work>
std::size_t allocations_of(Work work) {
  constexpr int warm = 50;
  constexpr int rounds = 250;
  std::size_t before = 0;
  for (int i = 0; i < rounds; ++i) {
    if (i == warm) before = test::allocations();
    work();
  }
  return test::allocations() - before;
}

/// A request of 500 numbers and the answer to it.
struct answered_batch {
  batch asked = test::numbers(batch_size);
  name_table names;
  http_answer reader{names, answer_limits{}};
  exchange seen;

  answered_batch() { read(); }

  void read() {
    seen.clear();
    reader.start(batch::endpoint::bulk, seen);
    constexpr std::size_t record = 16384;
    for (std::string_view unread{answer_}; !unread.empty();) {
      unread.remove_prefix(reader.feed(std::span{unread.data(), std::min(unread.size(), record)}));
    }
  }

 private:
  std::string answer_ = test::good_answer(batch_size);
};

std::string list(std::size_t rows) {
  std::string lines;
  for (std::size_t i = 0; i < rows; ++i) lines += '+' + std::to_string(12'000'000'000 + i) + '\n';
  return lines;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stage_allocations)

BOOST_AUTO_TEST_CASE(reading_and_normalising_a_list_takes_nothing_for_its_rows) {
  normalizer const read;
  auto const taken_for = [&](std::size_t rows) {
    test::temporary_file const file{list(rows)};
    std::error_code failed;
    row_block block;
    std::size_t numbers = 0;
    auto const before = test::allocations();
    auto const from = open_text_source(file.path(), failed);
    BOOST_TEST_REQUIRE(!failed);
    while (from->read(block, failed)) {
      for (auto const& cell : block.cells) numbers += read(cell).value ? 1U : 0U;
    }
    BOOST_TEST(numbers == rows);
    return test::allocations() - before;
  };
  BOOST_TEST(taken_for(200'000) == taken_for(20'000));
}

BOOST_AUTO_TEST_CASE(a_set_of_numbers_grows_a_few_times_and_not_with_each) {
  constexpr std::size_t numbers = 2'000'000;
  constexpr std::size_t numbers_an_allocation = 50;  // its parts grow one at a time
  seen_set seen;
  auto const insert_all = [&] {
    std::size_t fresh = 0;
    for (std::size_t i = 0; i < numbers; ++i) fresh += seen.insert(*number::from_value(12'000'000'000 + i)) ? 1U : 0U;
    return fresh;
  };
  auto const before = test::allocations();
  BOOST_TEST(insert_all() == numbers);
  BOOST_TEST(test::allocations() - before < numbers / numbers_an_allocation);
  auto const grown = test::allocations();
  BOOST_TEST(insert_all() == 0U);
  BOOST_TEST(test::allocations() == grown);
}

BOOST_AUTO_TEST_CASE(planning_takes_nothing) {
  planner plan{planner_options{}};
  auto const rows = test::numbers(10 * batch_size);
  BOOST_TEST(allocations_of([&] {
               plan.add(rows.entries());
               for (auto step = plan.take({}, true); step.what == plan_step::kind::ask; step = plan.take({}, true)) {
                 plan.answered(std::move(step.request), {});
               }
             }) == 0U);
}

BOOST_AUTO_TEST_CASE(encoding_a_request_takes_nothing) {
  request_encoder const encoder{"localhost", "/v1/{sid}/rcs/lookup", "/v1/{sid}/rcs/lookup/{address}", "S"};
  auto const asked = test::numbers(batch_size);
  std::string out;
  BOOST_TEST(allocations_of([&] { encoder.encode(asked, "test-key", out); }) == 0U);
}

BOOST_FIXTURE_TEST_CASE(reading_an_answer_takes_nothing, answered_batch) {
  BOOST_TEST(allocations_of([&] { read(); }) == 0U);
  BOOST_TEST(seen.answers.size() == batch_size);
}

BOOST_FIXTURE_TEST_CASE(joining_an_answer_to_what_was_asked_takes_nothing, answered_batch) {
  reconciler join;
  bool good = true;
  BOOST_TEST(allocations_of([&] {
               good = join(asked, seen) && good;
               std::swap(seen.answers.front(), seen.answers.back());  // in another order the next time
             }) == 0U);
  BOOST_TEST(good);
  BOOST_TEST(join.results().size() == batch_size);
}

BOOST_FIXTURE_TEST_CASE(counting_rows_takes_nothing, answered_batch) {
  reconciler join;
  BOOST_TEST_REQUIRE(join(asked, seen));
  tally of_block;
  tally of_run;
  BOOST_TEST(allocations_of([&] {
               of_block.clear();
               of_block.add(join.results());
               of_run.merge(of_block);
             }) == 0U);
}

BOOST_FIXTURE_TEST_CASE(rendering_and_writing_rows_takes_nothing, answered_batch) {
  reconciler join;
  BOOST_TEST_REQUIRE(join(asked, seen));
  for (auto const format : {row_format::csv, row_format::ndjson}) {
    std::error_code failed;
    std::string which;
    auto files = output_files::open({"/dev/null", 1, {}}, failed, which);
    BOOST_TEST_REQUIRE(!failed);
    auto const into = make_file_sink(std::move(files), format, nullptr);
    std::unique_ptr<rendered_block> block;
    BOOST_TEST(allocations_of([&] {
                 block = into->render(join.results(), std::move(block));
                 failed = into->write(*block);
               }) == 0U);
    BOOST_TEST(!failed);
  }
}

BOOST_AUTO_TEST_SUITE_END()

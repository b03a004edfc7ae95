#include "scrub/sample.hpp"

#include <boost/test/unit_test.hpp>
#include <map>

#include "source/text_source.hpp"
#include "support/temp_dir.hpp"

using namespace rcs;
using namespace rcs::scrub;

namespace {

/// 200 distinct numbers, each in three rows, and some that are none.
std::string list() {
  std::string text;
  for (int i = 0; i < 600; ++i) text += "+" + std::to_string(999'100'000'000 + i % 200) + "\nno number\n";
  return text;
}

number_sample draw(std::size_t size, std::uint64_t seed) {
  test::temp_dir const folder;
  std::error_code ec;
  auto const opened = open_text_source(folder.write("list", list()), ec);
  BOOST_TEST_REQUIRE(!ec);
  auto drawn = draw_sample(*opened, {}, size, seed, ec);
  BOOST_TEST(!ec, ec.message());
  return drawn;
}

bool near(double a, double b) {
  return a > b - 0.0005 && a < b + 0.0005;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(a_sample_has_distinct_numbers_with_the_lines_they_come_first_in) {
  auto const drawn = draw(50, 7);
  BOOST_TEST(drawn.numbers == 200U);
  BOOST_TEST(drawn.rows.size() == 50U);
  std::uint64_t last = 0;
  for (auto const& row : drawn.rows) {
    BOOST_TEST(row.line > last);
    last = row.line;
    BOOST_TEST(row.what.value() == 999'100'000'000 + (row.line - 1) / 2);
  }
}

BOOST_AUTO_TEST_CASE(a_sample_that_is_large_enough_is_the_list) {
  BOOST_TEST(draw(200, 1).rows.size() == 200U);
  BOOST_TEST(draw(1000, 1).rows.size() == 200U);
}

BOOST_AUTO_TEST_CASE(every_number_is_as_likely_as_any_other) {
  std::map<std::uint64_t, int> drawn;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    for (auto const& row : draw(50, seed).rows) ++drawn[row.what.value()];
  }
  // 100 times each is expected, with a deviation of 8.7.
  BOOST_TEST(drawn.size() == 200U);
  for (auto const& [number, times] : drawn) BOOST_TEST((times > 55 && times < 145), number << ": " << times);
}

BOOST_AUTO_TEST_CASE(its_rows_are_a_list) {
  auto const drawn = draw(50, 3);
  auto const rows = rows_of(drawn);
  row_block block;
  std::error_code ec;
  std::size_t at = 0;
  while (rows->read(block, ec)) {
    for (std::size_t i = 0; i < block.cells.size(); ++i, ++at) {
      BOOST_TEST(block.cells[i] == drawn.rows[at].what.to_string());
      BOOST_TEST(block.row_of(i) == drawn.rows[at].line);
    }
  }
  BOOST_TEST(at == 50U);
}

BOOST_AUTO_TEST_CASE(the_interval_is_wilsons) {
  // Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3.
  auto const common = estimate(81, 263);
  BOOST_TEST(near(common.low, 0.2553));
  BOOST_TEST(near(common.high, 0.3662));
  auto const none = estimate(0, 20);
  BOOST_TEST(near(none.low, 0));
  BOOST_TEST(near(none.high, 0.1611));
  auto const rare = estimate(1, 29);
  BOOST_TEST(near(rare.low, 0.0061));
  BOOST_TEST(near(rare.high, 0.1718));
  BOOST_TEST(near(estimate(0, 0).high, 1));
}

BOOST_AUTO_TEST_CASE(the_text_tells_what_it_means_for_the_list) {
  summary totals;
  totals.outcomes[index_of(outcome::enabled)] = 81;
  totals.outcomes[index_of(outcome::not_enabled)] = 182;
  BOOST_TEST(reach_text(totals, 1'000'000) ==
             "reach by a sample of 263: 30.8 % (95 % interval 25.5 to 36.6 %)\n"
             "  that is 307,985 of the list's 1,000,000 numbers (255,289 to 366,210)\n");
  BOOST_TEST(reach_text({}, 10) == "no number of the sample was answered: nothing can be said of the list\n");
}

BOOST_AUTO_TEST_SUITE_END()

#include "source/joined_source.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>
#include <vector>

#include "source/source_error.hpp"
#include "support/bytes_in_memory.hpp"

namespace {

using namespace rcs;
using rows = std::vector<std::pair<std::uint64_t, std::string>>;

std::vector<std::unique_ptr<text_source>> lists_of(std::vector<std::string> const& contents) {
  std::vector<std::unique_ptr<text_source>> lists;
  for (auto const& one : contents) lists.push_back(make_text_source(std::make_unique<test::bytes_in_memory>(one)));
  return lists;
}

rows read_all(source& from, std::error_code& failed) {
  rows all;
  for (row_block block; from.read(block, failed);) {
    for (std::size_t i = 0; i < block.cells.size(); ++i) all.emplace_back(block.row_of(i), block.cells[i]);
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(joined_source_)

BOOST_AUTO_TEST_CASE(row_numbers_go_on_and_each_list_has_its_layout) {
  joined_source all{
      lists_of({"+1\n+2", "", "name;phone\nAnn;\"+3\n\"\nBob;+4\n", "\xEF\xBB\xBFphone\n", "{\"to\":5}\n\n"})};
  std::error_code failed;
  rows const expected{{1, "+1"}, {2, "+2"}, {4, "+3\n"}, {6, "+4"}, {8, "5"}, {9, ""}};
  BOOST_TEST((read_all(all, failed) == expected));
  BOOST_TEST(!failed);
  BOOST_TEST(all.current() == 5U);
}

BOOST_AUTO_TEST_CASE(a_block_has_rows_of_one_list) {
  joined_source all{lists_of({"a\nb\n", "c\n"})};
  row_block block;
  std::error_code failed;
  BOOST_TEST_REQUIRE(all.read(block, failed));
  BOOST_TEST(block.cells.size() == 2U);
  BOOST_TEST(all.current() == 0U);
  BOOST_TEST_REQUIRE(all.read(block, failed));
  BOOST_TEST(block.first_row == 3U);
  BOOST_TEST(all.current() == 1U);
  BOOST_TEST(!all.read(block, failed));
  BOOST_TEST(block.cells.empty());
  BOOST_TEST(!failed);
}

BOOST_AUTO_TEST_CASE(a_line_that_was_cut_counts_once) {
  joined_source all{lists_of({std::string(300'000, 'x') + "\na\n" + std::string(300'000, 'y'), "b\n"})};
  std::error_code failed;
  auto const found = read_all(all, failed);
  BOOST_TEST_REQUIRE(found.size() == 4U);
  BOOST_TEST(found[3].first == 4U);
  BOOST_TEST(found[3].second == "b");
}

BOOST_AUTO_TEST_CASE(an_error_ends_all_of_them_at_the_list_that_has_it) {
  joined_source all{lists_of({"a\n", "name,line\nAnn,+12015550101\n", "b\n"})};
  std::error_code failed;
  BOOST_TEST((read_all(all, failed) == rows{{1, "a"}}));
  BOOST_TEST((failed == source_error::layout_unknown));
  BOOST_TEST(all.current() == 1U);
}

BOOST_AUTO_TEST_CASE(an_interrupt_ends_all_of_them) {
  joined_source all{lists_of({"a\n", "b\n"})};
  row_block block;
  std::error_code failed;
  BOOST_TEST(all.read(block, failed));
  all.interrupt();
  BOOST_TEST(!all.read(block, failed));
  BOOST_TEST(block.cells.empty());
  BOOST_TEST(!failed);
}

BOOST_AUTO_TEST_CASE(no_lists_have_no_rows) {
  joined_source none{{}};
  row_block block;
  std::error_code failed;
  BOOST_TEST(!none.read(block, failed));
}

BOOST_AUTO_TEST_SUITE_END()

#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>
#include <vector>

#include "source/source_error.hpp"
#include "source/text_source.hpp"
#include "support/bytes_in_memory.hpp"

// The bytes of rows, where a source keeps them.

namespace {

using namespace rcs;

struct kept {
  std::vector<std::string> fronts;
  std::vector<std::string> raw;
  std::vector<std::pair<std::uint64_t, std::string>> rows;
  std::string all;
  std::error_code failed;
};

kept read_all(std::string const& list, bool keep_raw = true, std::size_t piece = std::string::npos) {
  kept found;
  auto const from = make_text_source(std::make_unique<test::bytes_in_memory>(list, piece), {{}, keep_raw});
  for (row_block block; from->read(block, found.failed);) {
    BOOST_TEST(block.raw.size() == (keep_raw ? block.cells.size() : 0U));
    found.fronts.emplace_back(block.front);
    found.all += block.front;
    for (auto const& raw : block.raw) {
      found.raw.emplace_back(raw);
      found.all += raw;
    }
    for (std::size_t i = 0; i < block.cells.size(); ++i) found.rows.emplace_back(block.row_of(i), block.cells[i]);
  }
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(raw_rows)

BOOST_AUTO_TEST_CASE(raw_rows_have_their_line_ends_and_the_front_comes_first) {
  auto const found = read_all("\xEF\xBB\xBFname,phone\r\nAnn,\"+1\"\"2\"\r\n\n\"a\nb\",+3");
  BOOST_TEST((found.fronts == std::vector<std::string>{"\xEF\xBB\xBFname,phone\r\n"}));
  BOOST_TEST((found.raw == std::vector<std::string>{"Ann,\"+1\"\"2\"\r\n", "\n", "\"a\nb\",+3"}));
  BOOST_TEST(found.rows[0].second == "+1\"2");
}

BOOST_AUTO_TEST_CASE(a_list_of_many_blocks_is_kept_and_its_front_is_given_once) {
  for (std::string const row : {"+12015550101\r\n", "{\"to\":\"+12015550101\"}\n"}) {
    std::string list = "\xEF\xBB\xBF";
    while (list.size() < 500'000) list += row;
    auto const found = read_all(list);
    BOOST_TEST(found.fronts.size() > 2U);
    BOOST_TEST(found.fronts[0] == "\xEF\xBB\xBF");
    BOOST_TEST(found.fronts[1].empty());
    BOOST_TEST((found.all == list));
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_kept_unless_asked_for) {
  auto const found = read_all("name,phone\nAnn,+1\n", false);
  BOOST_TEST(found.rows.size() == 1U);
  BOOST_TEST(found.all.empty());
}

BOOST_AUTO_TEST_CASE(long_lines_are_kept_whole_and_their_cells_are_the_same) {
  for (std::size_t const size : {65'536U, 65'537U, 70'000U, 131'072U, 1'000'000U}) {
    for (std::string const front : {"a\n", "name,phone\nAnn,+1\n", "{\"to\":1}\n"}) {
      for (std::string const end : {"\n", "\r\n", ""}) {
        auto const list = front + std::string(size, 'x') + end;
        auto const found = read_all(list);
        BOOST_TEST((found.all == list));
        BOOST_TEST((found.rows == read_all(list, false).rows));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_line_of_16_mib_is_kept_and_a_longer_one_is_an_error) {
  constexpr std::size_t most = std::size_t{16} << 20U;
  auto const longest = "a\n" + std::string(most, 'x') + "\r\nb\n";
  auto const found = read_all(longest);
  BOOST_TEST(!found.failed);
  BOOST_TEST((found.all == longest));
  auto const too_long = read_all("a\n" + std::string(most + 200'000, 'x') + "\nb\n");
  BOOST_TEST((too_long.failed == source_error::line_too_long));
  BOOST_TEST(too_long.all == "a\n");
  BOOST_TEST(too_long.failed.message() == "a line is longer than 16 MiB");
}

BOOST_AUTO_TEST_SUITE_END()

#include "source/whole_lines.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "source/line_splitter.hpp"

namespace rcs {
namespace {

/// As `take_whole_lines`, one line after the other; all of them.
void take_one_by_one(std::string_view input, std::vector<std::string_view>& cells) {
  while (auto const line = next_line(input, false)) {
    if (line->text.size() > max_record_bytes) break;
    cells.push_back(line->text);
    input.remove_prefix(line->size);
  }
}

/// The lines are those that `next_line` finds, down to where they lie; those that are left end near the end.
void check(std::string_view input) {
  std::vector<std::string_view> found;
  std::vector<std::string_view> expected;
  std::size_t const taken = take_whole_lines(input, found);
  take_one_by_one(input, expected);
  BOOST_TEST_REQUIRE(found.size() <= expected.size());
  if (found.size() < expected.size()) BOOST_TEST(input.end() - expected[found.size()].end() <= 64);
  take_one_by_one(input.substr(taken), found);
  BOOST_TEST_REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    BOOST_TEST_REQUIRE((found[i].data() == expected[i].data() && found[i].size() == expected[i].size()));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(whole_lines)

BOOST_AUTO_TEST_CASE(short_input_is_left_alone) {
  std::vector<std::string_view> cells;
  BOOST_TEST(take_whole_lines("", cells) == 0U);
  BOOST_TEST(take_whole_lines("+12125550100\n", cells) == 0U);
  BOOST_TEST(cells.empty());
}

BOOST_AUTO_TEST_CASE(lines_are_added_to_those_that_are_there) {
  std::vector<std::string_view> cells{"first"};
  std::string const input = "second\n" + std::string(100, ' ');
  BOOST_TEST(take_whole_lines(input, cells) == 7U);
  BOOST_TEST_REQUIRE(cells.size() == 2U);
  BOOST_TEST(cells[1] == "second");
}

BOOST_AUTO_TEST_CASE(lines_are_those_found_one_by_one) {
  static constexpr std::string_view alphabet{"\n\n\r\r1\0\x8A\xFF", 8};
  for (std::uint32_t const seed : {1U, 2U, 3U}) {
    std::mt19937_64 random{seed};
    for (int i = 0; i < 4'000; ++i) {
      std::string input;
      std::size_t const plain = random() % 20;  // in a row, at most: none to many line ends in one window
      for (auto size = random() % 400; input.size() < size;) {
        input.append(random() % (plain + 1), '7');
        input += alphabet[random() % alphabet.size()];
      }
      BOOST_TEST_CONTEXT("seed " << seed << ", round " << i) check(input);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_line_end_is_found_wherever_it_stands) {
  for (std::size_t at = 0; at < 200; ++at) {
    for (std::string const end : {"\n", "\r\n", "\r\r\n", "\n\n"}) {
      BOOST_TEST_CONTEXT(at) check(std::string(at, '1') + end + std::string(200, '1'));
    }
  }
}

BOOST_AUTO_TEST_CASE(lines_end_in_front_of_one_that_is_too_long) {
  for (std::size_t const size : {max_record_bytes - 1, max_record_bytes, max_record_bytes + 1, 2 * max_record_bytes}) {
    for (std::string const end : {"\n", "\r\n"}) {
      auto const input = "a\nb\n" + std::string(size, '1') + end + "c\n" + std::string(100, ' ');
      std::vector<std::string_view> cells;
      take_whole_lines(input, cells);
      BOOST_TEST(cells.size() == (size <= max_record_bytes ? 4U : 2U));
      check(input);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs

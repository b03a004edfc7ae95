#include "source/text_source.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "rcs/normalizer.hpp"
#include "sink/row_format.hpp"
#include "source/span_source.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace rcs;
using rcs::test::temp_dir;
/// The first line of a failed list in CSV.
constexpr std::string_view failed_list_header =
    "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail,attempts";

using rows = std::vector<std::pair<std::uint64_t, std::string>>;

rows read_all(source& from) {
  rows all;
  row_block block;
  std::error_code failed;
  while (from.read(block, failed)) {
    BOOST_TEST(!block.cells.empty());
    for (std::size_t i = 0; i < block.cells.size(); ++i) all.emplace_back(block.row_of(i), block.cells[i]);
  }
  BOOST_TEST(!failed);
  return all;
}

rows read_text(std::string const& content) {
  temp_dir const folder;
  std::error_code failed;
  auto const from = open_text_source(folder.write("list", content), failed);
  BOOST_TEST_REQUIRE(!failed);
  return read_all(*from);
}

/// From a socket that gives each piece to a read of its own.
rows read_pieces(std::vector<std::string> const& pieces) {
  std::array<int, 2> ends{};
  BOOST_TEST_REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) == 0);
  constexpr std::size_t block = std::size_t{32} * 1024;  // a read takes no more than twice as much
  for (auto const& piece : pieces) {
    for (std::size_t at = 0; at < piece.size(); at += block) {
      auto const size = std::min(block, piece.size() - at);
      BOOST_TEST_REQUIRE(::send(ends[0], piece.data() + at, size, 0) == static_cast<ssize_t>(size));
    }
  }
  ::close(ends[0]);
  auto const found = read_all(*make_text_source(ends[1]));
  ::close(ends[1]);
  return found;
}

void check_rows(std::string const& content, rows const& expected) {
  auto const found = read_text(content);
  BOOST_TEST_REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    BOOST_TEST(found[i].first == expected[i].first);
    BOOST_TEST(found[i].second == expected[i].second);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(text_source)

BOOST_AUTO_TEST_CASE(an_empty_file_has_no_rows) {
  check_rows("", {});
  check_rows("\xEF\xBB\xBF", {});
}

BOOST_AUTO_TEST_CASE(lines_are_rows_whatever_their_line_ends) {
  check_rows("a\nb\n", {{1, "a"}, {2, "b"}});
  check_rows("a\r\nb\nc\r\n", {{1, "a"}, {2, "b"}, {3, "c"}});
  check_rows("a\nlast", {{1, "a"}, {2, "last"}});
  check_rows("a\n\r", {{1, "a"}, {2, ""}});
}

BOOST_AUTO_TEST_CASE(a_blank_line_is_a_row) {
  check_rows("\n\na\n\n", {{1, ""}, {2, ""}, {3, "a"}, {4, ""}});
  check_rows("\n", {{1, ""}});
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_skipped_at_the_beginning_only) {
  check_rows(
      "\xEF\xBB\xBF"
      "a\n\xEF\xBB\xBF"
      "b\n",
      {{1, "a"},
       {2,
        "\xEF\xBB\xBF"
        "b"}});
}

BOOST_AUTO_TEST_CASE(one_byte_order_mark_is_skipped_however_it_arrives) {
  std::string const mark = "\xEF\xBB\xBF";
  rows const expected{{1, mark + "a"}, {2, "b"}};
  for (auto const& pieces : std::vector<std::vector<std::string>>{{mark + mark + "a\nb"},
                                                                  {mark, mark, "a\nb"},
                                                                  {"\xEF", "\xBB\xBF\xEF",
                                                                   "\xBB\xBF"
                                                                   "a",
                                                                   "\nb"}}) {
    BOOST_TEST((read_pieces(pieces) == expected));
  }
}

BOOST_AUTO_TEST_CASE(bytes_of_any_kind_stay_as_they_are) {
  std::string const binary{"\0\x01\xFF", 3};
  check_rows(binary + "\n", {{1, binary}});
}

BOOST_AUTO_TEST_CASE(rows_keep_their_line_across_blocks) {
  std::string content;
  constexpr std::uint64_t count = 50'000;
  for (std::uint64_t i = 1; i <= count; ++i) content += "+99910" + std::to_string(1'000'000 + i) + "\r\n";
  auto const found = read_text(content);
  BOOST_TEST_REQUIRE(found.size() == count);
  for (std::uint64_t i = 1; i <= count; ++i) {
    BOOST_TEST_REQUIRE(found[i - 1].first == i);
    BOOST_TEST_REQUIRE(found[i - 1].second == "+99910" + std::to_string(1'000'000 + i));
  }
}

BOOST_AUTO_TEST_CASE(a_line_without_end_is_one_row_and_takes_bounded_memory) {
  auto const found = read_text("a\n" + std::string(5'000'000, '1') + "\nb\n");
  BOOST_TEST_REQUIRE(found.size() == 3U);
  BOOST_TEST(found[1].first == 2U);
  BOOST_TEST(found[1].second.size() == 64U * 1024);
  BOOST_TEST(found[2].first == 3U);
  BOOST_TEST(found[2].second == "b");
}

BOOST_AUTO_TEST_CASE(a_failed_list_is_read_by_its_numbers) {
  std::string const header{header_of(row_format::csv, true)};
  BOOST_TEST(header == std::string{failed_list_header} + "\n");
  check_rows(header + "7,+12125550100,missing,,,,left out,2\n9,+12125550101,failed,,,,\"timeout, \"\"x\"\"\",6\n",
             {{2, "+12125550100"}, {3, "+12125550101"}});
}

BOOST_AUTO_TEST_CASE(a_record_of_a_failed_list_may_span_lines) {
  std::string const header{header_of(row_format::csv, true)};
  check_rows(header + "7,+12125550100,failed,,,,\"one\ntwo\r\nthree\",2\r\n8,+12125550101,failed,,,,,1\r\n",
             {{2, "+12125550100"}, {5, "+12125550101"}});
}

BOOST_AUTO_TEST_CASE(a_failed_list_as_ndjson_is_read_by_its_numbers) {
  std::vector<result> rows(2);
  for (std::uint64_t i = 0; i < 2; ++i) {
    rows[i].what = outcome::missing;
    rows[i].row = 40 + i;
    rows[i].asked = *number::from_value(12'125'550'100 + i);
  }
  text_buffer list;
  append_rows(list, rows, row_format::ndjson, true);
  check_rows(std::string{list.view()}, {{1, "+12125550100"}, {2, "+12125550101"}});
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_and_a_folder_are_errors) {
  temp_dir const folder;
  std::error_code failed;
  BOOST_TEST(!open_text_source(folder / "nothing", failed));
  BOOST_TEST((failed == std::errc::no_such_file_or_directory));
  BOOST_TEST(!open_text_source(folder / "", failed));
  BOOST_TEST((failed == std::errc::is_a_directory));
}

BOOST_AUTO_TEST_CASE(a_pipe_is_read_as_it_comes) {
  std::array<int, 2> ends{};
  BOOST_TEST_REQUIRE(::pipe(ends.data()) == 0);
  auto const from = make_text_source(ends[0]);
  row_block block;
  std::error_code failed;
  BOOST_TEST(::write(ends[1], "a\nb", 3) == 3);
  BOOST_TEST_REQUIRE(from->read(block, failed));
  BOOST_TEST(block.cells.size() == 1U);
  BOOST_TEST(::write(ends[1], "c\n", 2) == 2);
  BOOST_TEST_REQUIRE(from->read(block, failed));
  BOOST_TEST(block.cells.front() == "bc");
  BOOST_TEST(block.first_row == 2U);
  ::close(ends[1]);
  BOOST_TEST(!from->read(block, failed));
  BOOST_TEST(!failed);
  ::close(ends[0]);
}

BOOST_AUTO_TEST_CASE(a_waiting_read_is_interrupted_and_later_ones_end_at_once) {
  std::array<int, 2> ends{};
  BOOST_TEST_REQUIRE(::pipe(ends.data()) == 0);
  auto const from = make_text_source(ends[0]);
  std::jthread const other{[&] { from->interrupt(); }};
  row_block block;
  std::error_code failed;
  BOOST_TEST(!from->read(block, failed));
  BOOST_TEST(!from->read(block, failed));
  BOOST_TEST(!failed);
  ::close(ends[0]);
  ::close(ends[1]);
}

BOOST_AUTO_TEST_CASE(a_cr_alone_ends_no_row) {
  check_rows("a\rb\rc", {{1, "a\rb\rc"}});
}

BOOST_AUTO_TEST_CASE(lines_about_as_long_as_a_block_stay_whole_up_to_the_limit) {
  constexpr std::size_t limit = 64 * 1024;
  for (std::size_t const size : {limit - 2, limit - 1, limit, limit + 1, limit + 2, 2 * limit, 2 * limit + 1}) {
    for (std::string const line_end : {"\n", "\r\n"}) {
      auto const found = read_text("a" + line_end + std::string(size, '1') + line_end + "b");
      BOOST_TEST_CONTEXT("size " << size << ", line end of " << line_end.size()) {
        BOOST_TEST_REQUIRE(found.size() == 3U);
        BOOST_TEST(found[1].second.size() == std::min(size, limit));
        BOOST_TEST((found[1].second.back() == '1') == (size <= limit));
        BOOST_TEST(found[2].first == 3U);
        BOOST_TEST(found[2].second == "b");
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_longest_line_is_whole_also_if_its_line_end_comes_later) {
  std::string const longest(std::size_t{64} * 1024, '1');
  for (std::string const line_end : {"\n", "\r\n"}) {
    for (std::size_t late = 1; late <= line_end.size(); ++late) {
      BOOST_TEST_CONTEXT(late << " of " << line_end.size() << " bytes late") {
        auto const found = read_pieces(
            {longest + line_end.substr(0, line_end.size() - late), line_end.substr(line_end.size() - late) + "2\n"});
        BOOST_TEST((found == rows{{1, longest}, {2, "2"}}));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_failed_list_is_recognised_by_its_first_line_also_if_that_is_too_long) {
  std::string const head = R"({"row":1,"number":"+12125550100","detail":")";
  for (std::size_t const detail : {65'536U, 200'000U}) {
    auto const found = read_text(head + std::string(detail, 'x') + "\"}\n" + R"({"row":2,"number":"+12125550101"})");
    BOOST_TEST_REQUIRE(found.size() == 2U);
    BOOST_TEST(found[0].second.starts_with(head));
    BOOST_TEST(found[1].second == "+12125550101");
  }
}

BOOST_AUTO_TEST_CASE(no_number_comes_of_a_line_that_was_cut) {
  for (std::size_t const spaces : {65'530U, 70'000U, 200'000U}) {
    auto const found = read_text("+12125550100" + std::string(spaces, ' ') + "1\n+12125550101\n");
    BOOST_TEST_REQUIRE(found.size() == 2U);
    BOOST_TEST((normalizer{}(found[0].second).reason == invalid_reason::characters));
    BOOST_TEST(found[1].second == "+12125550101");
  }
}

BOOST_AUTO_TEST_CASE(a_line_is_not_cut_inside_a_character) {
  for (std::size_t shift = 0; shift < 4; ++shift) {
    std::string line(shift, 'a');
    while (line.size() < 70'000) line += "\U0001F4DE";
    auto const cell = read_text(line)[0].second;
    BOOST_TEST(cell.size() <= 64U * 1024);
    BOOST_TEST(cell.ends_with("\U0001F4DE\u2026"));
  }
}

BOOST_AUTO_TEST_CASE(any_text_comes_back_line_by_line_however_it_arrives) {
  for (std::uint32_t const seed : {1U, 2U, 3U}) {
    std::mt19937_64 random{seed};
    std::vector<std::string> lines;
    std::string content;
    while (content.size() < 600'000) {
      lines.emplace_back(random() % 50 == 0 ? random() % 60'000 : random() % 20,
                         static_cast<char>('a' + random() % 26));
      content += lines.back() + (random() % 2 == 0 ? "\n" : "\r\n");
    }
    std::array<int, 2> ends{};
    BOOST_TEST_REQUIRE(::pipe(ends.data()) == 0);
    std::jthread const other{[&content, &random, to = ends[1]] {
      for (std::size_t at = 0; at < content.size();) {
        auto const size = std::min<std::size_t>(1 + random() % 9000, content.size() - at);
        if (::write(to, content.data() + at, size) != static_cast<ssize_t>(size)) break;
        at += size;
      }
      ::close(to);
    }};
    auto const found = read_all(*make_text_source(ends[0]));
    ::close(ends[0]);
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST_REQUIRE(found.size() == lines.size());
      for (std::size_t i = 0; i < lines.size(); ++i) {
        BOOST_TEST_REQUIRE(found[i].first == i + 1);
        BOOST_TEST_REQUIRE(found[i].second == lines[i]);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_list_may_be_utf16) {
  std::string list{"\xFF\xFE", 2};
  for (char const c : std::string{"name;phone\nAnn;+12125550100\n"}) list += {c, '\0'};
  check_rows(list, {{2, "+12125550100"}});
}

BOOST_AUTO_TEST_CASE(a_list_whose_layout_is_not_clear_says_so_before_it_is_read) {
  temp_dir const folder;
  std::error_code failed;
  auto const from =
      open_text_source(folder.write("list", "name,mobile,phone\nAnn,+12125550100,+12125550101\n"), failed);
  BOOST_TEST(from->recognise(failed).refusal ==
             "which column has the numbers? The list has: 1 name, 2 mobile, 3 phone; name it with --column");
  BOOST_TEST(!failed);
  row_block block;
  BOOST_TEST(!from->read(block, failed));
  BOOST_TEST(failed.message() == "it is not clear where the numbers are");
}

BOOST_AUTO_TEST_CASE(a_list_is_read_as_it_is_wished_for) {
  temp_dir const folder;
  std::error_code failed;
  text_source_options options;
  options.layout.column = "phone";
  auto const from =
      open_text_source(folder.write("list", "name,mobile,phone\nAnn,+12125550100,+12125550101\n"), failed, options);
  BOOST_TEST((read_all(*from) == rows{{2, "+12125550101"}}));
  BOOST_TEST(from->lines_read() == 2U);
}

BOOST_AUTO_TEST_CASE(the_layout_of_a_list_that_cannot_be_read_is_an_error) {
  auto const from = make_text_source(-1);
  std::error_code failed;
  auto const& found = from->recognise(failed);
  BOOST_TEST(!found.layout);
  BOOST_TEST(found.refusal.empty());
  BOOST_TEST((failed == std::errc::bad_file_descriptor));
}

BOOST_AUTO_TEST_CASE(cells_stay_valid_when_a_block_is_moved) {
  temp_dir const folder;
  std::error_code failed;
  auto const from = open_text_source(folder.write("list", "a\nb"), failed);
  auto block = std::make_unique<row_block>();
  BOOST_TEST_REQUIRE(from->read(*block, failed));
  row_block const moved = std::move(*block);
  block.reset();
  BOOST_TEST(moved.cells.front() == "a");
}

BOOST_AUTO_TEST_CASE(decoded_cells_stay_valid_too) {
  temp_dir const folder;
  std::error_code failed;
  auto const from = open_text_source(folder.write("list", "n,phone\n1,\"\"\"a\"\n2,\"b\"\"\"\n"), failed);
  auto block = std::make_unique<row_block>();
  BOOST_TEST_REQUIRE(from->read(*block, failed));
  row_block const moved = std::move(*block);
  block.reset();
  BOOST_TEST(moved.cells.front() == "\"a");
  BOOST_TEST(moved.cells.back() == "b\"");
}

BOOST_AUTO_TEST_CASE(the_beginning_of_a_line_is_no_row_when_the_rest_is_not_waited_for) {
  std::array<int, 2> ends{};
  BOOST_TEST_REQUIRE(::pipe(ends.data()) == 0);
  auto const from = make_text_source(ends[0]);
  row_block block;
  std::error_code failed;
  BOOST_TEST(::write(ends[1], "a\n+1212555", 10) == 10);
  BOOST_TEST_REQUIRE(from->read(block, failed));
  BOOST_TEST(block.cells.size() == 1U);
  std::jthread const other{[&] { from->interrupt(); }};
  BOOST_TEST(!from->read(block, failed));
  BOOST_TEST(block.cells.empty());
  BOOST_TEST(!failed);
  ::close(ends[0]);
  ::close(ends[1]);
}

BOOST_AUTO_TEST_CASE(a_descriptor_that_cannot_be_read_is_an_error) {
  auto const from = make_text_source(-1);
  row_block block;
  std::error_code failed;
  BOOST_TEST(!from->read(block, failed));
  BOOST_TEST((failed == std::errc::bad_file_descriptor));
}

BOOST_AUTO_TEST_CASE(a_failed_list_may_have_been_saved_by_a_spreadsheet) {
  check_rows("\xEF\xBB\xBF" + std::string{failed_list_header} + "\r\n7,\"+12125550100\",failed,,,,,2\r\n",
             {{2, "+12125550100"}});
}

BOOST_AUTO_TEST_CASE(a_failed_list_may_be_empty) {
  check_rows(std::string{failed_list_header}, {});
  check_rows(std::string{failed_list_header} + "\n", {});
}

BOOST_AUTO_TEST_CASE(a_long_failed_list_keeps_its_lines_across_blocks) {
  std::string content = std::string{failed_list_header} + "\n";
  rows expected;
  std::uint64_t line = 2;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    auto const number = "+99910" + std::to_string(1'000'000 + i);
    content += std::to_string(i) + "," + number + ",failed,,,,";
    content += i % 7 == 0 ? "\"server_error: \"\"a\nb\"\"\",6\n" : "timeout,6\n";
    expected.emplace_back(line, number);
    line += i % 7 == 0 ? 2U : 1U;
  }
  check_rows(content, expected);
}

BOOST_AUTO_TEST_CASE(a_quote_that_is_never_closed_hides_no_rows) {
  std::string content = std::string{failed_list_header} + "\n1,+12125550100,failed,,,,\"oh,1\n";
  rows expected{{2, "+12125550100"}};
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    auto const number = "+99910" + std::to_string(1'000'000 + i);
    content += "2," + number + ",failed,,,,timeout,1\n";
    expected.emplace_back(i + 3, number);
  }
  check_rows(content, expected);
}

BOOST_AUTO_TEST_CASE(a_row_of_a_failed_list_without_a_number_is_empty_or_no_json) {
  check_rows(R"({"row":1,"number":"+12125550100"})"
             "\n"
             R"({"row":2})"
             "\n"
             R"({"row":3)"
             "\n",
             {{1, "+12125550100"}, {2, ""}, {3, R"({"row":3)"}});
}

BOOST_AUTO_TEST_CASE(numbers_in_memory_are_rows_in_their_order) {
  std::vector<number> numbers;
  for (std::uint64_t i = 0; i < 10'000; ++i) numbers.push_back(*number::from_value(99'910'000'000 + i));
  numbers.emplace_back();
  auto const from = make_span_source(numbers);
  auto const found = read_all(*from);
  BOOST_TEST_REQUIRE(found.size() == numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    BOOST_TEST_REQUIRE(found[i].first == i + 1);
    BOOST_TEST_REQUIRE(found[i].second == numbers[i].to_string());
  }
}

BOOST_AUTO_TEST_SUITE_END()

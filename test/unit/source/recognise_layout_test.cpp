#include "source/recognise_layout.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <vector>

namespace rcs {
namespace {

/// Neither layout nor refusal.
bool needs_more(recognition const& found) {
  return !found.layout && found.refusal.empty();
}

bool same(recognition const& a, recognition const& b) {
  return a.layout == b.layout && a.refusal == b.refusal;
}

list_layout layout_of(std::string_view list, layout_wishes const& wishes = {}) {
  auto const found = recognise_layout(list, true, wishes);
  BOOST_TEST_REQUIRE(found.layout.has_value(), found.refusal);
  return *found.layout;
}

std::string refusal_of(std::string_view list, layout_wishes const& wishes = {}) {
  auto const found = recognise_layout(list, true, wishes);
  BOOST_TEST(!found.layout);
  return found.refusal;
}

}  // namespace

// What comes of whole lists is in test/lists.
BOOST_AUTO_TEST_SUITE(recognise_layout_)

BOOST_AUTO_TEST_CASE(plain_lines_are_recognised_by_the_first_one) {
  BOOST_TEST(needs_more(recognise_layout("", false)));
  BOOST_TEST(needs_more(recognise_layout("\xEF\xBB", false)));
  BOOST_TEST(needs_more(recognise_layout("+12015550101", false)));
  BOOST_TEST(needs_more(recognise_layout("\n \n", false)));
  BOOST_TEST(recognise_layout("+12015550101\n", false).layout.has_value());
  BOOST_TEST(recognise_layout("\n+12015550101\n", false).layout.has_value());
}

BOOST_AUTO_TEST_CASE(a_header_of_one_column_needs_a_look_at_the_line_behind_it) {
  BOOST_TEST(needs_more(recognise_layout("phone\n", false)));
  BOOST_TEST((recognise_layout("phone\n+", false).layout->kind == list_kind::lines));
  BOOST_TEST(needs_more(recognise_layout("phone\n\"", false)));
}

BOOST_AUTO_TEST_CASE(an_object_with_a_known_name_is_enough) {
  BOOST_TEST((recognise_layout("{\"phone\":1}\n", false).layout->pointer == "/phone"));
  BOOST_TEST(needs_more(recognise_layout("{\"phone\":1}", false)));
  BOOST_TEST(needs_more(recognise_layout("{\"name\":1}\n", false)));
}

BOOST_AUTO_TEST_CASE(a_table_needs_the_whole_head) {
  std::string list = "name,phone\n";
  BOOST_TEST(needs_more(recognise_layout(list, false)));
  while (list.size() < layout_head_bytes) list += "Ann,+12015550101\n";
  BOOST_TEST(needs_more(recognise_layout(std::string_view{list}.substr(0, layout_head_bytes - 1), false)));
  BOOST_TEST((recognise_layout(list, false).layout->kind == list_kind::delimited));
}

BOOST_AUTO_TEST_CASE(the_front_is_all_before_the_first_row) {
  auto const table = layout_of("\xEF\xBB\xBF\nname,\"pho\nne\"\r\nAnn,+12015550101\n", {.column = "2"});
  BOOST_TEST(table.front == "\xEF\xBB\xBF\nname,\"pho\nne\"\r\n");
  BOOST_TEST(table.front_lines == 3U);
  BOOST_TEST((table.names == std::vector<std::string>{"name", "pho\nne"}));
  auto const lines = layout_of("\xEF\xBB\xBF\n+12015550101\n");
  BOOST_TEST(lines.front == "\xEF\xBB\xBF");
  BOOST_TEST(lines.front_lines == 0U);
  auto const header = layout_of("phone");
  BOOST_TEST(header.front == "phone");
  BOOST_TEST(header.front_lines == 1U);
  BOOST_TEST(layout_of("sep=|\nname|phone\n").front_lines == 2U);
}

BOOST_AUTO_TEST_CASE(a_longer_head_never_changes_the_answer) {
  std::vector<std::string> const words{"phone", "name",  ",",   ";",       "\n",  "\n", "\r\n", "\"", "+12015550101",
                                       "\t",    "sep=;", "{\"", "\"phone", "\":", "}",  " ",    "1",  "\xEF\xBB\xBF"};
  std::vector<layout_wishes> wishes(4);
  wishes[1].column = "name";
  wishes[2].column = "2";
  wishes[3].header = true;
  for (std::uint32_t seed = 1; seed <= 2000; ++seed) {
    std::mt19937 random{seed};
    std::string list;
    for (auto count = random() % 40; count > 0; --count) list += words[random() % words.size()];
    auto const& wished = wishes[seed % wishes.size()];
    auto const whole = recognise_layout(list, true, wished);
    BOOST_TEST(!needs_more(whole));
    for (std::size_t size = 0; size <= list.size(); ++size) {
      auto const part = recognise_layout(std::string_view{list}.substr(0, size), false, wished);
      BOOST_TEST_REQUIRE((needs_more(part) || same(part, whole)), "seed " << seed << ", " << size << " bytes");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_first_line_over_all_bounds_is_decided) {
  std::string const letters(layout_head_bytes, 'x');
  for (std::string const front : {"", "a,", "\"", "{\"", "[{", "\n"}) {
    BOOST_TEST(!needs_more(recognise_layout(front + letters, false)));
  }
  BOOST_TEST((recognise_layout(R"({"row":1,"detail":")" + letters, false).layout->pointer == "/number"));
  BOOST_TEST(recognise_layout("a," + letters, false, {.header = true}).refusal == "the header of the list is too long");
}

BOOST_AUTO_TEST_CASE(a_delimiter_cannot_be_what_makes_quotes_and_lines) {
  for (char const c : {'"', '\n', '\r'}) BOOST_TEST(!refusal_of("a\n", {.delimiter = c}).empty());
}

BOOST_AUTO_TEST_CASE(wishes_that_make_no_sense_are_refused_with_the_reason) {
  BOOST_TEST(refusal_of("+12015550101\n", {.column = "2"}) == "there is no column 2: the list has one");
  BOOST_TEST(refusal_of("a,b\n1,2\n", {.column = "0"}) == "there is no column 0. The list has: 1 a, 2 b");
  BOOST_TEST(refusal_of("{}\n", {.kind = list_kind::ndjson}).starts_with("which field has the numbers?"));
}

BOOST_AUTO_TEST_CASE(regularity_decides_between_a_table_and_lines_with_commas) {
  auto const list = [](std::size_t with, std::size_t without) {
    std::string text;
    for (std::size_t i = 0; i < with; ++i) text += "+12015550101,Reno\n";
    for (std::size_t i = 0; i < without; ++i) text += "+12015550102\n";
    return text;
  };
  BOOST_TEST((layout_of(list(9, 1)).kind == list_kind::delimited));
  BOOST_TEST((layout_of(list(8, 1)).kind == list_kind::lines));
  BOOST_TEST((layout_of("phone,city\n" + list(1, 2)).kind == list_kind::delimited));
  BOOST_TEST((layout_of("phone,city\n" + list(1, 3)).kind == list_kind::lines));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs

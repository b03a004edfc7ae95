#include "common/html_page.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace rcs;

bool has(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(common_html_page)

BOOST_AUTO_TEST_CASE(text_cannot_become_markup) {
  BOOST_TEST(html_text("<a href=\"x\" id='y'>&\n\x1b\x7f") == "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;\n  ");
  std::string const bad = "<script>";
  for (auto const& html : {html_page({bad, bad, {bad}, bad}, ""), html_section(bad, ""), html_tiles({{bad, bad}}),
                           html_note(bad), html_table(bad, {bad}, ""), html_row({bad, bad}, 0.5)}) {
    BOOST_TEST(!has(html, bad), html);
    BOOST_TEST(has(html, "&lt;script&gt;"), html);
  }
}

BOOST_AUTO_TEST_CASE(a_table_says_what_it_is_about_and_what_its_rows_and_columns_are) {
  auto const table =
      html_table("Carriers", {"carrier", "answered"}, html_row({"Example", "12"}, 2), columns::figures_and_bar);
  BOOST_TEST(has(table, "<caption>Carriers</caption>"), table);
  BOOST_TEST(has(table, "<th scope=\"col\">answered</th>"), table);
  BOOST_TEST(has(table, "<th scope=\"row\">Example</th><td>12</td>"), table);
  BOOST_TEST(has(table, "<rect width=\"100.00\" height=\"8\"/></svg>"), table);
}

BOOST_AUTO_TEST_CASE(a_page_is_for_light_and_dark_screens_and_for_paper) {
  auto const page = html_page({"rcs-test", "heading", {"one", "two"}, "foot"}, "<p>body</p>");
  for (auto const* const part :
       {"<!doctype html>", "lang=\"en\"", "name=\"viewport\"", "<title>rcs-test: heading</title>",
        "@media screen and (prefers-color-scheme: dark)", "@media print", "<h1>heading</h1>", "one<br>two",
        "<main>\n<p>body</p></main>", "<footer>"}) {
    BOOST_TEST(has(page, part), part);
  }
}

BOOST_AUTO_TEST_SUITE_END()

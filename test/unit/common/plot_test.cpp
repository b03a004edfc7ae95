#include "common/plot.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace rcs;

bool has(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(common_plot)

BOOST_AUTO_TEST_CASE(ticks_are_round_and_reach_the_highest_value) {
  for (double const most : {0.3, 1.0, 7.0, 9.99, 10.0, 47.0, 1234.5, 1e6}) {
    auto const ticks = round_ticks(most);
    BOOST_TEST(ticks.front().at == 0.0);
    BOOST_TEST(ticks.back().at >= most * 0.999);
    BOOST_TEST(ticks.back().at < most * 1.26);
    BOOST_TEST((ticks.size() >= 5 && ticks.size() <= 11), most);
  }
  BOOST_TEST(round_ticks(47).at(1).text == "10");
  BOOST_TEST(round_ticks(0).size() >= 2U);
}

BOOST_AUTO_TEST_CASE(points_are_placed_between_the_axes) {
  plot const what{.title = "t",
                  .x_label = "x",
                  .y_label = "y",
                  .x_ticks = {{0, "0"}, {10, "10"}},
                  .lines = {{"l", "a", {{0, 0}, {10, 100}}}}};
  // The lower left corner and the upper right one.
  BOOST_TEST(has(to_svg(what), "points=\"64.0,216.0 732.0,12.0\""), to_svg(what));
}

BOOST_AUTO_TEST_CASE(a_line_has_gaps_where_there_is_nothing_and_shows_a_point_alone) {
  auto constexpr none = series::nothing;
  plot const what{.title = "t",
                  .x_label = "x",
                  .y_label = "y",
                  .x_ticks = {{0, "0"}, {10, "10"}},
                  .lines = {{"l", "a", {{0, 100}, {2, 100}, {4, none}, {6, none}, {10, 100}}}}};
  auto const svg = to_svg(what);
  BOOST_TEST(has(svg, "points=\"64.0,12.0 197.6,12.0\""), svg);
  BOOST_TEST(has(svg, "<circle class=\"dot a\" cx=\"732.0\""), svg);
  BOOST_TEST(!has(svg, "nan"));
}

BOOST_AUTO_TEST_CASE(a_plot_of_nothing_is_a_plot) {
  auto const svg = to_svg(plot{});
  BOOST_TEST(!has(svg, "nan"));
  BOOST_TEST(!has(svg, "inf"));
}

BOOST_AUTO_TEST_CASE(a_plot_says_in_words_what_its_lines_show) {
  plot const what{.title = "Throughput",
                  .x_label = "seconds",
                  .y_label = "numbers/s",
                  .x_ticks = {{0, "0"}, {10, "10"}},
                  .lines = {{"<answered>", "a", {{0, 12}, {5, series::nothing}, {10, 100}}}, {"none", "b", {}}}};
  BOOST_TEST(
      has(to_svg(what), "role=\"img\" aria-label=\"Throughput: numbers/s by seconds. &lt;answered&gt;: 12 to 100.\""),
      to_svg(what));
}

BOOST_AUTO_TEST_SUITE_END()

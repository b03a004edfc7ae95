#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rcs {

/// One line of a plot.
struct series {
  std::string name;
  std::string style;  ///< class of the style sheet: `a`, `b`, `c`, or `plan`
  /// The height where there is nothing to show: the line has a gap there.
  static constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

  std::vector<std::pair<double, double>> points;
  bool dots = false;  ///< the points themselves, and no line
};

/// A mark on an axis.
struct tick {
  double at = 0;
  std::string text;
};

struct plot {
  std::string title;
  std::string x_label;
  std::string y_label;
  std::vector<tick> x_ticks;  ///< the first and the last one are the axis's ends
  std::vector<series> lines;
};

/// The plot as a `figure` with inline SVG, 0 at its foot and round figures on its left, and in words for those who do
/// not see it. Pure.
[[nodiscard]] std::string to_svg(plot const& what);

/// Round figures from 0 to `most` or a little over, four to eight of them.
[[nodiscard]] std::vector<tick> round_ticks(double most, std::string_view unit = {});

}  // namespace rcs

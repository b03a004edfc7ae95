#include "common/plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "common/html_page.hpp"

namespace rcs {
namespace {

constexpr double width = 760;
constexpr double height = 260;
constexpr double left = 64;
constexpr double right = 28;
constexpr double top = 12;
constexpr double bottom = 44;

/// From values to places on the page.
class frame {
 public:
  frame(double x_from, double x_to, double y_to) noexcept
      : x_from_{x_from}, x_span_{x_to > x_from ? x_to - x_from : 1}, y_to_{y_to > 0 ? y_to : 1} {}

  [[nodiscard]] double x(double value) const noexcept {
    return left + (value - x_from_) / x_span_ * (width - left - right);
  }
  [[nodiscard]] double y(double value) const noexcept {
    return height - bottom - value / y_to_ * (height - top - bottom);
  }

 private:
  double x_from_;
  double x_span_;
  double y_to_;
};

double highest(plot const& what) {
  double most = 0;
  for (auto const& line : what.lines) {
    for (auto const& [x, y] : line.points) most = std::max(most, y);
  }
  return most;
}

/// What the lines show, for those who do not see them.
std::string in_words(plot const& what) {
  auto text = fmt::format("{}: {} by {}.", what.title, what.y_label, what.x_label);
  for (auto const& line : what.lines) {
    double least = std::numeric_limits<double>::infinity();
    double most = 0;
    for (auto const& [x, y] : line.points) {
      if (std::isnan(y)) continue;
      least = std::min(least, y);
      most = std::max(most, y);
    }
    if (least <= most) text += fmt::format(" {}: {:.4g} to {:.4g}.", line.name, least, most);
  }
  return text;
}

std::string axes(plot const& what, std::vector<tick> const& y_ticks, frame const& at) {
  std::string svg;
  for (auto const& one : y_ticks) {
    svg += fmt::format("<line class=\"grid\" x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>", left,
                       width - right, at.y(one.at), at.y(one.at));
    svg += fmt::format("<text class=\"y\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", left - 8, at.y(one.at) + 4,
                       html_text(one.text));
  }
  for (auto const& one : what.x_ticks) {
    svg += fmt::format("<text class=\"x\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", at.x(one.at), height - bottom + 18,
                       html_text(one.text));
  }
  svg += fmt::format("<text class=\"x label\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", (left + width - right) / 2,
                     height - 6, html_text(what.x_label));
  svg += fmt::format("<text class=\"x label\" transform=\"translate(12 {:.1f}) rotate(-90)\">{}</text>",
                     (top + height - bottom) / 2, html_text(what.y_label));
  return svg;
}

std::string dot(series const& line, frame const& at, std::pair<double, double> const& point, int radius) {
  return fmt::format("<circle class=\"dot {}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\"/>", line.style, at.x(point.first),
                     at.y(point.second), radius);
}

/// Points side by side; one alone would be a line that nobody sees.
std::string stretch(series const& line, frame const& at, std::span<std::pair<double, double> const> points) {
  if (points.empty()) return {};
  if (points.size() == 1) return dot(line, at, points.front(), 2);
  std::string svg;
  for (auto const& [x, y] : points) svg += fmt::format("{}{:.1f},{:.1f}", svg.empty() ? "" : " ", at.x(x), at.y(y));
  return fmt::format("<polyline class=\"line {}\" points=\"{}\"/>", line.style, svg);
}

std::string drawn(series const& line, frame const& at) {
  std::string svg;
  if (line.dots) {
    for (auto const& point : line.points) svg += dot(line, at, point, 5);
    return svg;
  }
  std::span<std::pair<double, double> const> rest{line.points};
  while (!rest.empty()) {
    auto const gap = std::ranges::find_if(rest, [](auto const& point) { return std::isnan(point.second); });
    auto const whole = static_cast<std::size_t>(gap - rest.begin());
    svg += stretch(line, at, rest.first(whole));
    rest = rest.subspan(std::min(whole + 1, rest.size()));
  }
  return svg;
}

}  // namespace

std::vector<tick> round_ticks(double most, std::string_view unit) {
  if (!(most > 0)) most = 1;
  constexpr double at_least = 4;
  auto const decade = std::pow(10.0, std::floor(std::log10(most / at_least)));
  double step = decade;
  for (double const factor : {2.0, 5.0}) {
    if (most / (decade * factor) >= at_least) step = decade * factor;
  }
  std::vector<tick> made;
  // A hair less, so that 0.3 / 0.1 is 3 steps.
  auto const steps = static_cast<int>(std::ceil(most / step - 1e-9));
  for (int i = 0; i <= steps; ++i) {
    auto const value = i * step;
    made.push_back({value, fmt::format("{:.6g}{}", value, unit)});
  }
  return made;
}

std::string to_svg(plot const& what) {
  auto const y_ticks = round_ticks(highest(what));
  auto const x_from = what.x_ticks.empty() ? 0 : what.x_ticks.front().at;
  auto const x_to = what.x_ticks.empty() ? 1 : what.x_ticks.back().at;
  frame const at{x_from, x_to, y_ticks.back().at};
  auto svg = fmt::format("<figure><figcaption><b>{}</b>", html_text(what.title));
  for (auto const& line : what.lines) {
    svg += fmt::format("<span class=\"key {}\">{}</span>", line.style, html_text(line.name));
  }
  svg += fmt::format("</figcaption><svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">", width, height,
                     html_text(in_words(what)));
  svg += axes(what, y_ticks, at);
  for (auto const& line : what.lines) svg += drawn(line, at);
  return svg + "</svg></figure>\n";
}

}  // namespace rcs

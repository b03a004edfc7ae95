#include "common/html_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rcs/version.hpp"

namespace rcs {
namespace {

constexpr auto style = R"(
:root { color-scheme: light dark; --back: #fff; --text: #1b1f24; --faint: #59636e; --grid: #d8dee4; --card: #f6f8fa;
  --a: #0b62c4; --b: #b35900; --c: #b3123c; }
@media screen and (prefers-color-scheme: dark) { :root { --back: #0f1318; --text: #e6edf3; --faint: #9aa5b1; --grid: #313a44;
  --card: #181e25; --a: #6cb0ff; --b: #f2a252; --c: #ff7a93; } }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; background: var(--back); color: var(--text);
  font: 15px/1.45 system-ui, sans-serif; }
h1 { font-size: 1.4rem; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.sub, .note, footer { color: var(--faint); }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; }
.tile { background: var(--card); border: 1px solid var(--grid); border-radius: 8px; padding: .6rem .9rem; }
.tile b { display: block; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.tile span { color: var(--faint); font-size: .85rem; }
figure { margin: 1.5rem 0; }
figcaption { display: flex; flex-wrap: wrap; gap: 1rem; margin-bottom: .25rem; }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--faint); font-size: 12px; }
svg .y { text-anchor: end; } svg .x { text-anchor: middle; }
.grid { stroke: var(--grid); stroke-width: 1; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.line.a { stroke: var(--a); } .line.b { stroke: var(--b); } .line.c { stroke: var(--c); }
.line.plan { stroke: var(--faint); stroke-width: 1.5; stroke-dasharray: 5 4; }
.dot.a { fill: var(--a); } .dot.b { fill: var(--b); } .dot.c { fill: var(--c); }
.key::before { content: ""; display: inline-block; width: 1rem; height: .25rem; margin-right: .4rem; vertical-align: middle;
  background: var(--faint); }
.key.a::before { background: var(--a); } .key.b::before { background: var(--b); } .key.c::before { background: var(--c); }
.tables { display: flex; flex-wrap: wrap; gap: 2rem; align-items: flex-start; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .5rem 0 1rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
th, td { padding: .2rem .7rem; text-align: right; border-bottom: 1px solid var(--grid); }
td { white-space: nowrap; }
thead th { color: var(--faint); font-weight: 500; vertical-align: bottom; }
tbody th { font-weight: inherit; overflow-wrap: anywhere; min-width: 8rem; }
th:first-child { text-align: left; padding-left: 0; }
.bars, .words { width: 100%; }
.bar { width: 30%; } .bar svg { height: .7rem; } .bar rect { fill: var(--a); } .bar .whole { fill: var(--grid); }
.words th:last-child, .words td:last-child { text-align: left; white-space: normal; overflow-wrap: anywhere; width: 70%; }
section { overflow-x: auto; }
dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .2rem 0; border-bottom: 1px solid var(--grid); }
dt { flex: 0 0 16rem; color: var(--faint); } dd { flex: 1 1 20rem; margin: 0; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
.warning { border: 1px solid var(--c); border-left-width: 6px; border-radius: 4px; padding: .5rem .75rem; }
pre { background: var(--card); border: 1px solid var(--grid); border-radius: 8px; padding: .8rem; overflow-x: auto; }
@media print { :root { color-scheme: light; } body { margin: 0; max-width: none; font-size: 11pt; }
  h2 { break-after: avoid; } figure, tr, .tile { break-inside: avoid; } thead { display: table-header-group; } }
)";

}  // namespace

std::string html_page(page_frame const& frame, std::string const& body) {
  std::string page = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  page +=
      "<title>" + html_text(frame.program + ": " + frame.heading) + "</title>\n<style>" + style + "</style>\n</head>\n";
  page += "<body>\n<header><h1>" + html_text(frame.heading) + "</h1>\n<p class=\"sub\">";
  for (std::size_t i = 0; i < frame.lines.size(); ++i) page += (i == 0 ? "" : "<br>") + html_text(frame.lines[i]);
  page +=
      "</p></header>\n<main>\n" + body + "</main>\n<footer><p>" + html_text(frame.program) + " " + html_text(version);
  page += ". " + html_text(frame.foot) + "</p></footer>\n</body>\n</html>\n";
  return page;
}

std::string html_section(std::string const& heading, std::string const& body) {
  return "<section>\n<h2>" + html_text(heading) + "</h2>\n" + body + "</section>\n";
}

std::string html_tiles(std::vector<std::pair<std::string, std::string>> const& tiles) {
  std::string html = "<div class=\"tiles\">";
  for (auto const& [name, value] : tiles) {
    html += "<div class=\"tile\"><b>" + html_text(value) + "</b><span>" + html_text(name) + "</span></div>";
  }
  return html + "</div>\n";
}

std::string html_note(std::string const& text) {
  return "<p class=\"note\">" + html_text(text) + "</p>\n";
}

std::string html_warning(std::string const& text) {
  return "<p class=\"warning\" role=\"note\">" + html_text(text) + "</p>\n";
}

std::string html_list(html_facts const& facts) {
  std::string html = "<dl>";
  for (auto const& [name, value] : facts) {
    html += "<div><dt>" + html_text(name) + "</dt><dd>" + html_text(value) + "</dd></div>\n";
  }
  return html + "</dl>\n";
}

std::string html_table(std::string const& caption, std::vector<std::string> const& heads, std::string const& rows,
                       columns of) {
  constexpr std::array kinds{"", " class=\"bars\"", " class=\"words\""};
  auto html =
      fmt::format("<table{}><caption>{}</caption><thead><tr>", kinds[static_cast<std::size_t>(of)], html_text(caption));
  for (auto const& one : heads) html += "<th scope=\"col\">" + html_text(one) + "</th>";
  if (of == columns::figures_and_bar) html += "<td></td>";
  return html + "</tr></thead><tbody>" + rows + "</tbody></table>\n";
}

std::string html_row(std::vector<std::string> const& cells, std::optional<double> bar) {
  std::string html = "<tr>";
  for (auto const& one : cells) {
    bool const first = &one == &cells.front();
    html += (first ? "<th scope=\"row\">" : "<td>") + html_text(one) + (first ? "</th>" : "</td>");
  }
  if (bar) {
    html += fmt::format(
        "<td class=\"bar\"><svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
        "<rect class=\"whole\" width=\"100\" height=\"8\"/><rect width=\"{:.2f}\" height=\"8\"/></svg></td>",
        100 * std::clamp(*bar, 0.0, 1.0));
  }
  return html + "</tr>\n";
}

std::string html_text(std::string_view text) {
  std::string made;
  for (char const c : text) {
    switch (c) {
      case '&':
        made += "&amp;";
        break;
      case '<':
        made += "&lt;";
        break;
      case '>':
        made += "&gt;";
        break;
      case '"':
        made += "&quot;";
        break;
      case '\'':
        made += "&#39;";
        break;
      default:
        made += (static_cast<unsigned char>(c) < ' ' && c != '\n') || c == '\x7f' ? ' ' : c;
    }
  }
  return made;
}

}  // namespace rcs

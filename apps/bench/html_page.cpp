#include "bench/html_page.hpp"

#include "bench/plot.hpp"
#include "rcs/version.hpp"

namespace rcs::bench {
namespace {

constexpr auto style = R"(
:root { color-scheme: light dark; --back: #fff; --text: #1b1f24; --faint: #59636e; --grid: #d8dee4; --card: #f6f8fa;
  --a: #0b62c4; --b: #b35900; --c: #b3123c; }
@media (prefers-color-scheme: dark) { :root { --back: #0f1318; --text: #e6edf3; --faint: #9aa5b1; --grid: #313a44;
  --card: #181e25; --a: #6cb0ff; --b: #f2a252; --c: #ff7a93; } }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; background: var(--back); color: var(--text);
  font: 15px/1.45 system-ui, sans-serif; }
h1 { font-size: 1.4rem; margin: 0; }
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
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .7rem; text-align: right; border-bottom: 1px solid var(--grid); }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
pre { background: var(--card); border: 1px solid var(--grid); border-radius: 8px; padding: .8rem; overflow-x: auto; }
)";

}  // namespace

std::string html_page(std::string const& endpoint, std::string const& what, std::string const& date,
                      std::string const& body) {
  std::string page = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  page += "<title>rcs-bench: " + html_text(endpoint) + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n";
  page +=
      "<h1>" + html_text(endpoint) + "</h1>\n<p class=\"sub\">" + html_text(what) + "<br>" + html_text(date) + "</p>\n";
  page += body;
  page +=
      "<footer><p>rcs-bench " + html_text(version) +
      ". Service latency is from the first byte sent to the last received. Latency from when a request was due adds "
      "whatever held it up before: an endpoint that stalls cannot hide it.</p></footer>\n</body>\n</html>\n";
  return page;
}

std::string html_tiles(std::vector<std::pair<std::string, std::string>> const& tiles) {
  std::string html = "<div class=\"tiles\">";
  for (auto const& [name, value] : tiles) {
    html += "<div class=\"tile\"><b>" + html_text(value) + "</b><span>" + html_text(name) + "</span></div>";
  }
  return html + "</div>\n";
}

std::string html_table(std::vector<std::string> const& heads, std::string const& rows) {
  std::string html = "<table><thead><tr>";
  for (auto const& one : heads) html += "<th>" + html_text(one) + "</th>";
  return html + "</tr></thead><tbody>" + rows + "</tbody></table>\n";
}

std::string html_row(std::vector<std::string> const& cells) {
  std::string html = "<tr>";
  for (auto const& one : cells) html += "<td>" + html_text(one) + "</td>";
  return html + "</tr>";
}

}  // namespace rcs::bench

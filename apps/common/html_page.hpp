#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rcs {

/// What a page says around its content. Text.
struct page_frame {
  std::string program;  ///< for the title and the foot
  std::string heading;
  std::vector<std::string> lines;  ///< under the heading
  std::string foot;                ///< behind the program's name and version
};

/// A page of its own, with nothing from elsewhere: for light and dark screens, and for paper. `body` is HTML.
[[nodiscard]] std::string html_page(page_frame const& frame, std::string const& body);
/// A part of a page, under a heading of its own. `heading` is text, `body` HTML.
[[nodiscard]] std::string html_section(std::string const& heading, std::string const& body);
/// Figures to see first: what they are, and what they came to. Text.
[[nodiscard]] std::string html_tiles(std::vector<std::pair<std::string, std::string>> const& tiles);
/// A paragraph in small print. Text.
[[nodiscard]] std::string html_note(std::string const& text);
/// What is to be seen before the figures are believed. Text.
[[nodiscard]] std::string html_warning(std::string const& text);
/// What is said of one thing: names and values. Text.
using html_facts = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string html_list(html_facts const& facts);
/// What is in the columns of a table behind the first.
enum class columns : std::uint8_t {
  figures,
  figures_and_bar,    ///< the last one is drawn: see `html_row`
  figures_and_words,  ///< the last one is text, which may be long
};
/// `caption` and `heads` are text, `rows` is HTML. The heads do not name a column that is drawn.
[[nodiscard]] std::string html_table(std::string const& caption, std::vector<std::string> const& heads,
                                     std::string const& rows, columns of = columns::figures);
/// Cells are text; the first one says what the row is about. With a `bar`, from 0 to 1, there is a last cell that shows
/// it: for the eye only, so what it shows is in the other cells.
[[nodiscard]] std::string html_row(std::vector<std::string> const& cells, std::optional<double> bar = std::nullopt);
/// Text as HTML holds it.
[[nodiscard]] std::string html_text(std::string_view text);

}  // namespace rcs

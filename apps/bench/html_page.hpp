#pragma once

#include <string>
#include <utility>
#include <vector>

namespace rcs::bench {

/// A page with its style sheet; `body` is HTML, the others are text.
[[nodiscard]] std::string html_page(std::string const& endpoint, std::string const& what, std::string const& date,
                                    std::string const& body);
/// Figures to see first: what they are, and what they came to. Text.
[[nodiscard]] std::string html_tiles(std::vector<std::pair<std::string, std::string>> const& tiles);
/// `heads` are text, `rows` is HTML.
[[nodiscard]] std::string html_table(std::vector<std::string> const& heads, std::string const& rows);
/// Cells are text.
[[nodiscard]] std::string html_row(std::vector<std::string> const& cells);

}  // namespace rcs::bench

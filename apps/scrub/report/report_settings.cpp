#include "scrub/report/report_settings.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <stdexcept>
#include <string_view>

#include "scrub/report/cost.hpp"

namespace rcs::scrub {
namespace {

constexpr std::string_view of_page = ".html";
constexpr std::string_view of_data = ".json";

}  // namespace

std::string report_settings::page() const {
  return file.ends_with(of_page) ? file : std::string{};
}

std::string report_settings::data() const {
  if (!file.ends_with(of_page)) return file;
  return file.substr(0, file.size() - of_page.size()) + std::string{of_data};
}

void add_report(CLI::App& app, report_settings& into) {
  auto const group = "Report";
  app.add_option("--report", into.file,
                 "page for people, FILE.html, with its data beside it in FILE.json; or FILE.json alone")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--compare", into.compare, "earlier report, as JSON, to show what has changed since")
      ->type_name("FILE.json")
      ->group(group);
  app.add_option("--price-per-number", into.price, "for the cost, such as 0.002")->type_name("PRICE")->group(group);
  app.add_option("--currency", into.currency, "of the price, in any words")->type_name("TEXT")->group(group);
}

void check(report_settings const& s) {
  if (!s.file.empty() && !s.file.ends_with(of_page) && !s.file.ends_with(of_data)) {
    throw std::invalid_argument{fmt::format("--report: '{}' ends neither with .html nor with .json", s.file)};
  }
  bool const any = !s.compare.empty() || !s.price.empty() || !s.currency.empty();
  if (s.file.empty() && any) {
    throw std::invalid_argument{"--compare, --price-per-number and --currency need --report FILE"};
  }
  if (s.price.empty() && !s.currency.empty()) throw std::invalid_argument{"--currency needs --price-per-number"};
  if (!s.price.empty()) static_cast<void>(read_price(s.price));
}

}  // namespace rcs::scrub

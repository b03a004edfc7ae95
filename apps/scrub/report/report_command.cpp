#include "scrub/report/report_command.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "common/command_line_parts.hpp"
#include "scrub/exit_code.hpp"
#include "scrub/report/html_report.hpp"
#include "scrub/report/reporter.hpp"
#include "scrub/text_file.hpp"

namespace rcs::scrub {
namespace {

constexpr std::string_view name = "report";

constexpr auto description = "Makes the page of a report once more, from its data.\n";

constexpr auto examples = R"(
Examples:
  rcs-scrub report answers.json -o answers.html
  rcs-scrub report july.json --compare june.json -o july.html)";

void check_differ(std::string const& data, std::string const& page) {
  std::error_code ignored;
  if (!std::filesystem::equivalent(data, page, ignored)) return;
  throw std::invalid_argument{fmt::format("{} and {} are the same file", data, page)};
}

}  // namespace

bool is_report_command(std::span<char const* const> arguments) {
  return arguments.size() > 1 && arguments[1] == name;
}

int report_command(std::span<char const* const> arguments) {
  std::string data;
  std::string compare;
  std::string page;
  CLI::App app{description, "rcs-scrub report"};
  set_up(app, examples);
  app.add_option("REPORT", data, "report of a run, as JSON")->required()->type_name("");
  app.add_option("-o,--output", page, "file for the page; without it, standard output")->type_name("FILE.html");
  app.add_option("--compare", compare, "earlier report, to show what has changed since")->type_name("FILE.json");
  try {
    app.parse(static_cast<int>(arguments.size() - 1), arguments.data() + 1);
  } catch (CLI::CallForHelp const&) {
    fmt::print("{}", app.help());
    return every_row_final;
  } catch (CLI::CallForVersion const&) {
    fmt::print("{}\n", app.version());
    return every_row_final;
  } catch (CLI::ParseError const& wrong) {
    throw std::invalid_argument{wrong.what()};
  }
  auto report = read_report(data);
  if (!compare.empty()) report.earlier = earlier(read_report(compare));
  auto const html = to_html(report);
  if (page.empty()) {
    fmt::print("{}", html);
    return every_row_final;
  }
  for (auto const& from : {data, compare}) check_differ(from, page);
  write_text(page, html);
  return every_row_final;
}

}  // namespace rcs::scrub

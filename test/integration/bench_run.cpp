#include "integration/bench_run.hpp"

#include <boost/json/parse.hpp>

#include "integration/scrub_run.hpp"

namespace rcs::test {

bench_run::bench_run(running_simulator const& upstream, std::vector<std::string> const& more,
                     std::string const& first) {
  std::vector<std::string> arguments;
  if (!first.empty()) arguments.push_back(first);
  auto const account = account_of(upstream);
  arguments.insert(arguments.end(), account.begin(), account.end());
  arguments.insert(arguments.end(), {"--json", folder_ / "report.json", "--html", folder_ / "report.html"});
  arguments.insert(arguments.end(), more.begin(), more.end());
  run(arguments, {std::string{"RCS_API_KEY="} + simulator_key});
}

bench_run::bench_run(std::vector<std::string> const& arguments, std::vector<std::string> const& environment) {
  run(arguments, environment);
}

void bench_run::run(std::vector<std::string> const& arguments, std::vector<std::string> const& environment) {
  program_run::run(RCS_BENCH, arguments, environment);
  html = read_file(folder_ / "report.html");
  auto const text = read_file(folder_ / "report.json");
  if (!text.empty()) json = boost::json::parse(text);
}

double bench_run::decimal(std::string_view path) const {
  auto const* at = &json;
  while (!path.empty()) {
    auto const dot = std::min(path.find('.'), path.size());
    at = &at->as_object().at(path.substr(0, dot));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return at->to_number<double>();
}

std::uint64_t bench_run::count(std::string_view path) const {
  return number_at(json, path);
}

}  // namespace rcs::test

#include "integration/scrub_run.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

namespace rcs::test {

scrub_run::scrub_run(running_simulator const& upstream, std::string const& rows, std::vector<std::string> const& more) {
  auto arguments = account_of(upstream);
  arguments.insert(arguments.end(), {"-o", folder_ / "answers.csv", "--failed", folder_ / "failed.csv", "--summary",
                                     folder_ / "summary.json"});
  arguments.insert(arguments.end(), more.begin(), more.end());
  arguments.push_back(folder_.write("list.txt", rows));
  run(arguments, {std::string{"RCS_API_KEY="} + simulator_key});
}

scrub_run::scrub_run(std::vector<std::string> const& arguments, std::vector<std::string> const& environment) {
  run(arguments, environment);
}

void scrub_run::run(std::vector<std::string> const& arguments, std::vector<std::string> const& environment) {
  program_run::run(RCS_SCRUB, arguments, environment);
  answers = read_file(folder_ / "answers.csv");
  failed = read_file(folder_ / "failed.csv");
  auto const json = read_file(folder_ / "summary.json");
  if (!json.empty()) summary = boost::json::parse(json);
}

std::uint64_t scrub_run::outcome(std::string_view name) const {
  return number_at(summary, "outcomes." + std::string{name});
}

std::size_t scrub_run::rows() const {
  auto const lines = static_cast<std::size_t>(std::count(answers.begin(), answers.end(), '\n'));
  return lines == 0 ? 0 : lines - 1;
}

std::vector<std::string> account_of(running_simulator const& upstream) {
  return {"--endpoint", upstream.url(), "--ca-file", upstream.ca_file(), "--sid", "simulator"};
}

std::string generated_list(std::size_t count, std::uint64_t first) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) list += "+" + std::to_string(first + i * 7) + "\n";
  return list;
}

std::uint64_t number_at(boost::json::value const& json, std::string_view path) {
  auto const* at = &json;
  while (!path.empty()) {
    auto const dot = std::min(path.find('.'), path.size());
    if (!at->is_object() || !at->as_object().contains(path.substr(0, dot))) return 0;
    at = &at->as_object().at(path.substr(0, dot));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return at->is_null() ? 0 : at->to_number<std::uint64_t>();
}

void check_books(scrub_run const& run, boost::json::value const& stats, std::size_t rows) {
  BOOST_TEST_CONTEXT("standard error: " << run.err) {
    BOOST_TEST_REQUIRE(run.summary.is_object());
    BOOST_TEST(number_at(run.summary, "rows") == rows);
    std::uint64_t sum = 0;
    for (auto const& [name, count] : run.summary.at("outcomes").as_object()) sum += count.to_number<std::uint64_t>();
    BOOST_TEST(sum == rows);
    BOOST_TEST(run.rows() + run.outcome("duplicate") == rows);
    BOOST_TEST(number_at(stats, "size_violations") == 0U);
  }
}

}  // namespace rcs::test

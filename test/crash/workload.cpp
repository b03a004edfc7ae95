#include "crash/workload.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <iterator>

#include "sink/answer_log.hpp"
#include "support/temp_dir.hpp"

namespace rcs::test {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> lines_of(std::string const& text, bool sorted = true) {
  std::vector<std::string> made;
  for (std::size_t begin = 0; begin < text.size();) {
    auto const end = std::min(text.find('\n', begin), text.size() - 1);
    made.push_back(text.substr(begin, end + 1 - begin));
    begin = end + 1;
  }
  if (sorted) std::sort(made.begin(), made.end());
  return made;
}

/// How often a number was asked is its last field, in either format.
std::string without_attempts(std::string const& line, bool ndjson) {
  return line.substr(0, ndjson ? line.find(",\"attempts\":") : line.rfind(','));
}

}  // namespace

sim::profile workload::upstream() const {
  sim::profile rules;
  rules.latency.shape = sim::latency_shape::uniform;
  rules.latency.typical = 5ms;
  rules.latency.max = 40ms;
  rules.answers.shuffle = true;
  rules.answers.missing = 0.01;
  rules.answers.conflict = 0.005;
  rules.answers.indeterminate = 0.01;
  if (weather == weather::rough) {
    rules.faults.error = 0.06;
    for (auto const one : {sim::fault::reset, sim::fault::truncate, sim::fault::reset_mid_body, sim::fault::html}) {
      rules.faults.shares[sim::index_of(one)] = 0.02;
    }
  }
  if (weather == weather::poisoned) {
    rules.answers.conflict = 0;  // an answer about one number holds one device, which contradicts nothing
    rules.contract.poison = 0.0002;
    rules.latency.max = 10ms;  // isolating takes hundreds of requests
    rules.faults.after = 1;
  }
  return rules;
}

std::vector<std::string> workload::arguments() const {
  std::vector<std::string> made{"--batch-max",     std::to_string(largest_batch),
                                "--max-in-flight", std::to_string(most_in_flight),
                                "--attempts",      "40",
                                "--retry-budget",  "10",
                                "--ask-missing",   "0",
                                "--connections",   std::to_string(most_in_flight)};
  if (written_back) made.insert(made.end(), {"--append", "--duplicates", "copy"});
  return made;
}

std::string workload::describe() const {
  std::string const name = weather == weather::calm ? "calm" : weather == weather::rough ? "rough" : "poisoned";
  return name + (written_back ? " written back" : ndjson ? " ndjson" : " csv");
}

std::string messy_list() {
  std::vector<std::string> rows(rows_of_list);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = "+" + std::to_string(999'100'000'000 + i * 7);
  for (std::size_t i = 7; i < rows.size(); i += 50) rows[i] = "no number";
  for (std::size_t i = 100; i < rows.size(); i += 90) rows[i] = rows[i - 60];
  for (std::size_t i = rows.size() / 2; i < rows.size() / 2 + 600; ++i) rows[i] = rows[i - rows.size() / 2];
  for (std::size_t i = 3; i < rows.size(); i += 500) rows[i].clear();
  std::string list;
  for (auto const& row : rows) list += row + "\n";
  return list;
}

harvest harvest::of(workload const& what, std::string const& folder) {
  harvest made;
  made.answers = lines_of(read_file(folder + "/" + what.output()), !what.written_back);
  auto failed = lines_of(read_file(folder + "/failed"));
  if (what.weather == weather::rough) {
    for (auto& line : failed) line = without_attempts(line, what.ndjson);
    std::sort(failed.begin(), failed.end());
  }
  made.failed = std::move(failed);
  boost::json::error_code broken;  // then it is null
  made.summary = boost::json::parse(read_file(folder + "/summary.json"), broken);
  return made;
}

std::vector<std::string> missing_from(std::vector<std::string> const& a, std::vector<std::string> const& b) {
  std::vector<std::string> made;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(made));
  return made;
}

std::uint64_t numbers_in_log(std::string_view log) {
  std::uint64_t made = 0;
  log.remove_prefix(std::min(log.size(), answer_log_header.size()));
  while (auto const one = take_answer(log)) {
    if (one->asked && one->first_row == 0) ++made;
  }
  return made;
}

std::uint64_t numbers_in(std::string_view answers) {
  std::uint64_t made = 0;
  for (auto end = answers.find('\n'); end != std::string_view::npos; end = answers.find('\n')) {
    auto const line = answers.substr(0, end);
    // The header, and rows that hold no number, have no plus sign in front of digits.
    if (line.find("+999") != std::string_view::npos) ++made;
    answers.remove_prefix(end + 1);
  }
  return made;
}

}  // namespace rcs::test

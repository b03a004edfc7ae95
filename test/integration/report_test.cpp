#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "integration/scrub_run.hpp"

// The report of a run, as a user gets it.

namespace {

using namespace rcs::test;
using rcs::sim::profile;
namespace data = boost::unit_test::data;
namespace json = boost::json;

/// Two countries, rows that are no numbers, and repeats.
std::string mixed_list() {
  auto list = generated_list(6000) + generated_list(3000, 12'125'550'100);
  for (int i = 0; i < 40; ++i) list += i % 2 == 0 ? "call me\n" : "12\n";
  return list + generated_list(500);
}
constexpr std::size_t mixed_rows = 6000 + 3000 + 40 + 500;

json::value report_in(temp_dir const& folder, std::string const& name = "report.json") {
  return json::parse(read_file(folder / name));
}

std::uint64_t sum_of(json::value const& rows, std::string_view key) {
  std::uint64_t sum = 0;
  for (auto const& one : rows.as_array()) sum += number_at(one, key);
  return sum;
}

/// As the summary has it: the name and how many were answered.
json::object answered_by_name(json::value const& rows) {
  json::object made;
  for (auto const& one : rows.as_array()) made[one.at("name").as_string()] = one.at("answered");
  return made;
}

/// What must be the same of a run that was resumed and of one that was not. An answer log does not have the texts of
/// invalid rows.
std::string counts_of(json::value const& report) {
  auto invalid = report.at("invalid").as_array();
  for (auto& reason : invalid) {
    for (auto& one : reason.at("first").as_array()) one.as_object().erase("shape");
  }
  json::object const made{{"totals", report.at("totals")},     {"regions", report.at("regions")},
                          {"carriers", report.at("carriers")}, {"carrier_statuses", report.at("carrier_statuses")},
                          {"invalid", std::move(invalid)},     {"errors", report.at("errors")}};
  return json::serialize(made);
}

/// A list that is scrubbed with a report, in one go or in two.
struct reported_job {
  temp_dir folder;
  std::vector<std::string> arguments;

  reported_job(running_simulator const& upstream, std::string const& output, std::vector<std::string> const& more) {
    arguments = account_of(upstream);
    arguments.insert(arguments.end(),
                     {"--max-in-flight", "4", "--report", folder / "report.json", "-o", folder / output});
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.push_back(folder.write("list.txt", mixed_list()));
  }

  void run(std::vector<std::string> words = {}) const {
    words.insert(words.end(), arguments.begin(), arguments.end());
    scrub_run const ended{words, {"RCS_API_KEY=simulator-key"}};
    BOOST_TEST(ended.exit_code == 0, ended.err);
  }

  void run_until(running_simulator& upstream, std::uint64_t answered) const {
    std::vector<std::string> words{RCS_SCRUB};
    words.insert(words.end(), arguments.begin(), arguments.end());
    child_process program{words, {}, {"RCS_API_KEY=simulator-key"}};
    while (number_at(upstream.stats(), "numbers.devices") < answered) std::this_thread::yield();
    program.signal(SIGINT);
    BOOST_TEST(program.wait() == 5);
  }
};

std::string find_browser() {
  std::string const path = std::getenv("PATH") == nullptr ? "" : std::getenv("PATH");
  for (auto const* const name : {"chromium", "chromium-browser", "google-chrome"}) {
    for (std::size_t at = 0; at < path.size();) {
      auto const end = std::min(path.find(':', at), path.size());
      auto const file = path.substr(at, end - at) + "/" + name;
      if (::access(file.c_str(), X_OK) == 0) return file;
      at = end + 1;
    }
  }
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(the_report_has_the_totals_of_the_summary) {
  profile rules;
  rules.answers.missing = 0.05;
  running_simulator upstream{rules};
  temp_dir const folder;
  scrub_run const run{
      upstream, mixed_list(), {"--report", folder / "report.html", "--price-per-number", "0.002", "--currency", "EUR"}};
  BOOST_TEST(run.exit_code == 3, run.err);
  auto const report = report_in(folder);
  BOOST_TEST(number_at(report, "totals.rows") == mixed_rows);
  BOOST_TEST(report.at("totals").at("outcomes") == run.summary.at("outcomes"));
  BOOST_TEST(number_at(report, "totals.distinct") == number_at(run.summary, "unique"));
  auto const answered = run.outcome("enabled") + run.outcome("not_enabled") + run.outcome("indeterminate");
  BOOST_TEST(number_at(report, "totals.answered") == answered);
  BOOST_TEST(number_at(report, "totals.enabled") == run.outcome("enabled"));
  BOOST_TEST(sum_of(report.at("regions"), "numbers") == number_at(report, "totals.distinct"));
  BOOST_TEST(sum_of(report.at("regions"), "answered") == answered);
  BOOST_TEST(sum_of(report.at("regions"), "enabled") == run.outcome("enabled"));
  BOOST_TEST(report.at("regions").as_array().size() == 2U);
  BOOST_TEST(answered_by_name(report.at("carriers")) == run.summary.at("carriers").as_object());
  BOOST_TEST(answered_by_name(report.at("carrier_statuses")) == run.summary.at("carrier_statuses").as_object());
  BOOST_TEST(sum_of(report.at("invalid"), "count") == run.outcome("invalid"));
  BOOST_TEST(sum_of(report.at("errors"), "count") == run.outcome("missing"));
  BOOST_TEST(number_at(report, "requests.sent") == number_at(run.summary, "requests.sent"));
  BOOST_TEST(sum_of(report.at("course"), "answered") == number_at(run.summary, "requests.by_status.200"));
  BOOST_TEST(report.at("cost").at("currency").as_string() == "EUR");
}

BOOST_AUTO_TEST_CASE(the_page_can_be_made_again_from_its_data_and_holds_no_secret) {
  running_simulator upstream;
  temp_dir const folder;
  scrub_run const run{upstream, mixed_list(), {"--report", folder / "report.html"}};
  BOOST_TEST(run.exit_code == 0, run.err);
  auto const page = read_file(folder / "report.html");
  BOOST_TEST(page.find("RCS reach of ") != std::string::npos);
  scrub_run const again{{"report", folder / "report.json"}};
  BOOST_TEST(again.exit_code == 0, again.err);
  BOOST_TEST((again.out == page));
  scrub_run const to_file{{"report", folder / "report.json", "-o", folder / "again.html"}};
  BOOST_TEST((read_file(folder / "again.html") == page));
  for (auto const& text : {page, read_file(folder / "report.json")}) {
    BOOST_TEST(text.find("simulator") == std::string::npos);  // neither the key nor the SID
    BOOST_TEST(text.find("2125550100") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_report_tells_what_changed_since_an_earlier_one) {
  running_simulator upstream;
  temp_dir const folder;
  scrub_run const then{upstream, generated_list(1000), {"--report", folder / "then.json"}};
  scrub_run const now{
      upstream, generated_list(1500), {"--report", folder / "now.html", "--compare", folder / "then.json"}};
  BOOST_TEST(now.exit_code == 0, now.err);
  auto const report = report_in(folder, "now.json");
  BOOST_TEST(number_at(report, "earlier.totals.rows") == 1000U);
  BOOST_TEST(read_file(folder / "now.html").find("<td>1,000</td><td>1,500</td><td>+500</td>") != std::string::npos);
  scrub_run const later{{"report", folder / "then.json", "--compare", folder / "now.json"}};
  BOOST_TEST(later.out.find("<td>1,500</td><td>1,000</td><td>\u2212500</td>") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_reported_is_refused_before_anything_is_asked) {
  running_simulator upstream;
  temp_dir const folder;
  auto const summary = folder.write("summary.json", "{\"rows\": 12}");
  struct wrong {
    std::vector<std::string> words;
    int code;
    std::string says;
  };
  for (auto const& one :
       std::vector<wrong>{{{"--report", folder / "report.pdf"}, 2, "neither with .html"},
                          {{"--report", folder / "a.html", "--compare", summary}, 2, "no report of rcs-scrub"},
                          {{"--report", folder / "a.html", "--compare", folder / "none.json"}, 74, "none.json"},
                          {{"--report", folder / "none/a.html"}, 74, "none/a"},
                          {{"--report", folder / "a.html", "--summary", folder / "a.json"}, 2, "are the same file"},
                          {{"--price-per-number", "1"}, 2, "need --report"}}) {
    scrub_run const run{upstream, generated_list(100), one.words};
    BOOST_TEST(run.exit_code == one.code, run.err);
    BOOST_TEST(run.err.find(one.says) != std::string::npos, run.err);
  }
  BOOST_TEST(number_at(upstream.stats(), "requests.total") == 0U);
  for (auto const& words :
       std::vector<std::vector<std::string>>{{"report"}, {"report", summary}, {"report", summary, "--nonsense"}}) {
    scrub_run const run{words};
    BOOST_TEST(run.exit_code == 2, run.err);
  }
  scrub_run const help{{"report", "--help"}};
  BOOST_TEST(help.exit_code == 0);
}

BOOST_DATA_TEST_CASE(a_resumed_run_reports_what_all_its_parts_wrote,
                     data::make({"answers.csv", "answers.ndjson", "answers.csv.gz", "--append"}), how) {
  std::string const name = how;
  bool const appends = name == "--append";
  std::string const output = appends ? "answers.csv" : name;
  std::vector<std::string> const more = appends ? std::vector<std::string>{name} : std::vector<std::string>{};
  running_simulator undisturbed;
  reported_job const whole{undisturbed, output, more};
  whole.run();
  profile rules;
  rules.latency.typical = std::chrono::milliseconds{20};
  running_simulator upstream{rules};
  reported_job const parts{upstream, output, more};
  parts.run_until(upstream, 3000);
  auto const first = report_in(parts.folder);
  BOOST_TEST(first.at("ending").as_string() == "interrupted");
  BOOST_TEST(sum_of(first.at("regions"), "answered") == number_at(first, "totals.answered"));
  parts.run({"--resume"});
  auto const report = report_in(parts.folder);
  BOOST_TEST(report.at("resumed").as_bool());
  BOOST_TEST(counts_of(report) == counts_of(report_in(whole.folder)));
}

BOOST_AUTO_TEST_CASE(a_browser_shows_the_page_in_light_and_dark_and_prints_it) {
  auto const browser = find_browser();
  if (browser.empty()) {
    std::puts("skipped: there is no Chromium on this machine");
    return;
  }
  running_simulator upstream;
  temp_dir const folder;
  scrub_run const run{upstream, mixed_list(), {"--report", folder / "report.html"}};
  BOOST_TEST_REQUIRE(run.exit_code == 0, run.err);
  auto const show = [&](std::vector<std::string> const& how) {
    std::vector<std::string> words{browser,
                                   "--headless",
                                   "--no-sandbox",
                                   "--disable-gpu",
                                   "--hide-scrollbars",
                                   "--user-data-dir=" + (folder / "browser"),
                                   "--window-size=1000,1400"};
    words.insert(words.end(), how.begin(), how.end());
    words.push_back("file://" + (folder / "report.html"));
    BOOST_TEST(child_process(words, {}).wait() == 0);
  };
  show({"--screenshot=" + (folder / "light.png"), "--blink-settings=preferredColorScheme=1"});
  show({"--screenshot=" + (folder / "dark.png"), "--blink-settings=preferredColorScheme=0"});
  show({"--print-to-pdf=" + (folder / "page.pdf")});
  auto const light = read_file(folder / "light.png");
  BOOST_TEST(light.substr(1, 3) == "PNG");
  BOOST_TEST((light != read_file(folder / "dark.png")));
  BOOST_TEST(read_file(folder / "page.pdf").starts_with("%PDF"));
}

BOOST_AUTO_TEST_SUITE_END()

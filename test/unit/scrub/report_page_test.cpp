#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>
#include <map>
#include <stdexcept>

#include "scrub/report/cost.hpp"
#include "scrub/report/html_report.hpp"
#include "scrub/report/json_report.hpp"
#include "scrub/report/report_settings.hpp"
#include "scrub/report/reporter.hpp"

// The report as data and as a page.

namespace {

using namespace rcs;
using namespace rcs::scrub;

bool has(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// 10,000 rows: 500 invalid, 1,500 repeats, 100 missing, 400 failed; 7,500 answered and 4,500 of them enabled.
funnel made_totals() {
  funnel made;
  made.rows = 10'000;
  made.outcomes[index_of(outcome::invalid)] = 500;
  made.outcomes[index_of(outcome::duplicate)] = 1500;
  made.outcomes[index_of(outcome::missing)] = 100;
  made.outcomes[index_of(outcome::failed)] = 400;
  made.outcomes[index_of(outcome::enabled)] = 4500;
  made.outcomes[index_of(outcome::not_enabled)] = 3000;
  return made;
}

run_report made() {
  run_report r;
  r.program = "0.1.0";
  r.endpoint = "https://gateway:8443";
  r.sid_hash = "sha256 0123";
  r.lists = {{"list.txt", 123'456, "abcdef"}, {"standard input", std::nullopt, ""}};
  r.options = {{"--rate", "auto"}, {"--duplicates", "drop"}};
  r.begun = "2026-01-02 03:04:05 UTC";
  r.ended = "2026-01-02 03:05:05 UTC";
  r.ending = "finished";
  r.totals = made_totals();
  r.assumed_international = 12;
  r.regions_are = "calling code";
  r.regions = {{"+1", {7000, 6500, 4000}}, {"+44", {1000, 1000, 500}}};
  r.carriers = {{"Example Mobile", {5000, 5000, 4000}}, {"Other Mobile", {2500, 2500, 500}}};
  r.carrier_statuses = {{"ACTIVE", {7500, 7500, 4500}}};
  r.invalid = {{"letters", {500, {{2, "xxxx xx"}, {1017, ""}}}}};
  r.errors = {{outcome::failed, "timeout", 400}, {outcome::missing, "left out of the answer", 100}};
  r.requests.sent = 21;
  r.requests.by_status = {{"200", 20}, {"timeout", 1}};
  r.requests.latency_us = {20'000, 30'000, 45'600, 50'000, 60'000};
  r.requests.elapsed_ms = 75'000;
  r.slice_ms = 100;
  for (std::uint64_t i = 0; i < 20; ++i) r.course.push_back({500, 1, i == 7 ? 1U : 0U, 0, 20'000, 40'000 + i});
  r.cost = {"0.002", "EUR"};
  r.earlier = {"june.txt", "2025-06-01 00:00:00 UTC", made_totals(), {{"Example Mobile", {4000, 4000, 3000}}}};
  r.earlier->totals.rows = 9000;
  r.earlier->totals.outcomes[index_of(outcome::enabled)] = 3500;
  return r;
}

/// Everything that comes from outside.
run_report hostile() {
  constexpr auto bad = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>";
  auto r = made();
  r.endpoint = r.why = r.regions_are = bad;
  r.lists[0].name = r.lists[0].hash = bad;
  r.options = {{bad, bad}};
  r.regions = r.carriers = r.carrier_statuses = {{bad, {1, 1, 1}}};
  r.invalid[0].reason = r.invalid[0].rows.first[0].shape = bad;
  r.errors[0].words = r.requests.by_status[0].first = bad;
  r.ending = r.begun = r.ended = r.program = r.sid_hash = bad;
  r.cost->currency = bad;
  r.earlier->lists = r.earlier->ended = bad;
  r.earlier->carriers = r.carriers;
  return r;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_page)

BOOST_AUTO_TEST_CASE(what_is_read_is_what_was_written) {
  for (auto const& report : {made(), hostile(), run_report{}}) {
    auto const json = to_json(report);
    auto const again = parse_report(json);
    BOOST_TEST(to_json(again) == json);
    BOOST_TEST(to_html(again) == to_html(report));
    BOOST_TEST((again.totals == report.totals));
    BOOST_TEST((again.lists == report.lists));
    BOOST_TEST((again.requests == report.requests));
    BOOST_TEST((again.cost == report.cost));
    BOOST_TEST((again.earlier == report.earlier));
  }
}

BOOST_AUTO_TEST_CASE(the_data_has_the_steps_of_the_funnel) {
  auto const json = boost::json::parse(to_json(made()));
  auto const& totals = json.at("totals").as_object();
  for (auto const& [name, count] : std::map<std::string, int>{{"rows", 10'000},
                                                              {"valid", 9500},
                                                              {"distinct", 8000},
                                                              {"asked", 8000},
                                                              {"answered", 7500},
                                                              {"enabled", 4500}}) {
    BOOST_TEST(totals.at(name).to_number<int>() == count, name);
  }
}

BOOST_AUTO_TEST_CASE(names_that_are_not_utf_8_do_not_spoil_the_data) {
  auto report = made();
  report.carriers[0].first = "Telef\xF3nica";
  BOOST_TEST(parse_report(to_json(report)).carriers[0].first == "Telef\xEF\xBF\xBDnica");
}

BOOST_AUTO_TEST_CASE(what_is_no_report_is_refused) {
  auto const good = to_json(made());
  for (auto const& bad : {std::string{}, std::string{"{}"}, std::string{"[]"}, good.substr(0, good.size() / 2),
                          std::string{R"({"format":"rcs-scrub report 2"})"}}) {
    BOOST_CHECK_THROW(static_cast<void>(parse_report(bad)), std::invalid_argument);
  }
  auto const with = [&](std::string const& old, std::string const& now) {
    auto text = good;
    text.replace(text.find(old), old.size(), now);
    return text;
  };
  for (auto const& bad :
       {with("\"rows\":10000", "\"rows\":10001"), with("\"rows\":10000", "\"rows\":-1"),
        with("\"slice_ms\":100", "\"slice_ms\":0"), with("\"0.002\"", "\"cheap\""), with("\"failed\"", "\"lost\"")}) {
    BOOST_CHECK_THROW(static_cast<void>(parse_report(bad)), std::invalid_argument);
  }
}

BOOST_AUTO_TEST_CASE(the_page_shows_the_figures) {
  auto const page = to_html(made());
  for (auto const* const part :
       {"RCS reach of list.txt, standard input", "<b>60.0 %</b><span>reach of answered numbers",
        "<b>56.2 %</b><span>reach of valid numbers", "<b>16.00 EUR</b><span>cost", "1 min 15 s",
        "<th scope=\"row\">distinct numbers</th><td>8,000</td><td>84.2 %</td><td>80.0 %</td>",
        "<th scope=\"row\">+1</th><td>7,000</td><td>6,500</td><td>4,000</td><td>61.5 %</td><td>57.1 %</td>",
        "<th scope=\"row\">letters</th><td>500</td><td>2 (xxxx xx), 1,017</td>", "0.0036 EUR", "45.6 ms", "123,456",
        "<caption>Totals</caption>", "<td>+1,000</td>", "sha256 0123", "Throughput: numbers/s by seconds",
        "12 numbers without + were taken as international"}) {
    BOOST_TEST(has(page, part), part << page);
  }
  BOOST_TEST(!has(page, "nan"));
  BOOST_TEST(!has(page, "class=\"warning\""));
}

BOOST_AUTO_TEST_CASE(the_page_stands_alone_and_nothing_from_outside_is_markup) {
  for (auto const& report : {made(), hostile(), run_report{}}) {
    auto const page = to_html(report);
    for (auto const* const part : {"<script", "<img", "<link", "<iframe", "@import", "url(", " src=\"", "href="}) {
      BOOST_TEST(!has(page, part), part);
    }
    BOOST_TEST(page.starts_with("<!doctype html>"));
    BOOST_TEST(page.ends_with("</html>\n"));
  }
  auto const page = to_html(hostile());
  BOOST_TEST(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"));
}

BOOST_AUTO_TEST_CASE(a_run_that_did_not_reach_its_end_says_so_first) {
  auto report = made();
  report.ending = "interrupted";
  report.why = "stopped by a signal";
  auto const page = to_html(report);
  BOOST_TEST(has(page, "class=\"warning\""));
  BOOST_TEST(page.find("Not finished (interrupted)") < page.find("The funnel"));
  report.resumed = report.sampled = true;
  BOOST_TEST(has(to_html(report), "It was resumed"));
  BOOST_TEST(has(to_html(parse_report(to_json(report))), "RCS reach of a sample of list.txt"));
}

BOOST_AUTO_TEST_CASE(the_comparison_tells_what_changed_and_which_carriers_came_and_went) {
  auto report = made();
  report.earlier->carriers.push_back({"Gone Mobile", {600, 600, 300}});
  auto const page = to_html(report);
  BOOST_TEST(has(page, "Then: june.txt, 2025-06-01 00:00:00 UTC."));
  BOOST_TEST(has(page, "<th scope=\"row\">can receive RCS</th><td>3,500</td><td>4,500</td><td>+1,000</td>"), page);
  BOOST_TEST(has(page, "<td>53.8 %</td><td>60.0 %</td><td>+6.2 points</td>"), page);
  BOOST_TEST(has(page, "<th scope=\"row\">Gone Mobile</th><td>600</td><td>0</td><td>\u2212600</td><td>50.0 %</td>"));
  BOOST_TEST(has(page, "<th scope=\"row\">Other Mobile</th><td>0</td><td>2,500</td><td>+2,500</td><td>\u2013</td>"));
}

BOOST_AUTO_TEST_CASE(long_tables_end_with_the_sum_of_the_rest) {
  auto report = made();
  report.earlier.reset();
  report.carriers.clear();
  for (int i = 0; i < 30; ++i) report.carriers.push_back({"Carrier " + std::to_string(i), {100, 100, 50}});
  auto const page = to_html(report);
  BOOST_TEST(has(page, "<th scope=\"row\">10 more</th><td>1,000</td><td>500</td><td>50.0 %</td>"));
  BOOST_TEST(!has(page, "Carrier 20"));
}

BOOST_AUTO_TEST_CASE(costs_are_estimated_from_the_numbers_asked) {
  run_report::price const price{"0.002", "EUR"};
  BOOST_TEST(cost_text(price, 1'000'000'000) == "2,000,000.00 EUR");
  BOOST_TEST(cost_text(price, 0) == "0.00 EUR");
  BOOST_TEST(cost_text({"12", ""}, 100) == "1,200.00");
  BOOST_TEST(cost_of_each(price, 1000, 500) == "0.0040 EUR");
  BOOST_TEST(cost_of_each(price, 1000, 0) == "\u2013");
  for (auto const* const bad : {"", "free", "-1", "1e3", "nan", "inf", "0.002 EUR", "1000001", " 1"}) {
    BOOST_CHECK_THROW(static_cast<void>(read_price(bad)), std::invalid_argument);
  }
}

BOOST_AUTO_TEST_CASE(a_page_has_its_data_beside_it) {
  report_settings s;
  s.file = "out/july.html";
  BOOST_TEST(s.page() == "out/july.html");
  BOOST_TEST(s.data() == "out/july.json");
  s.file = "july.json";
  BOOST_TEST(s.page().empty());
  BOOST_TEST(s.data() == "july.json");
  BOOST_CHECK_NO_THROW(check(s));
  s.file = "july.pdf";
  BOOST_CHECK_THROW(check(s), std::invalid_argument);
  s = {};
  BOOST_CHECK_NO_THROW(check(s));
  s.compare = "june.json";
  BOOST_CHECK_THROW(check(s), std::invalid_argument);
  s.file = "july.html";
  s.currency = "EUR";
  BOOST_CHECK_THROW(check(s), std::invalid_argument);
  s.price = "0.002";
  BOOST_CHECK_NO_THROW(check(s));
}

BOOST_AUTO_TEST_SUITE_END()

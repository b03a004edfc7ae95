#include "bench/html_report.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace std::chrono_literals;
using namespace rcs;
using namespace rcs::bench;

bool has(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

void check_stands_alone(std::string const& page) {
  for (auto const* const part : {"http:", "https:", "//", "src=", "href=", "@import", "url(", "<script", "<link"}) {
    BOOST_TEST(!has(page, part), part);
  }
  BOOST_TEST(has(page, "prefers-color-scheme: dark"));
  BOOST_TEST(page.starts_with("<!doctype html>"));
  BOOST_TEST(page.ends_with("</html>\n"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bench_html_report)

BOOST_AUTO_TEST_CASE(text_cannot_become_markup) {
  load_report report;
  report.remarks.emplace_back("<script>alert(1)</script>");
  report.endpoint = "<img>";
  check_stands_alone(to_html(report));
  BOOST_TEST(has(to_html(report), "&lt;script&gt;"));
}

BOOST_AUTO_TEST_CASE(the_page_of_a_load_has_its_plots_and_tables) {
  load_report report;
  report.endpoint = "gateway:8443";
  report.asked_rate = report.asked_from = report.asked_to = 100;
  report.span = 10s;
  sample one;
  one.report.total = 20ms;
  one.intended = time_point{} - 5ms;
  for (int i = 0; i < 100; ++i) {
    report.measured.add(one);
    report.course.add(i * 100ms, one.report, 25ms);
  }
  auto const page = to_html(report);
  check_stands_alone(page);
  for (auto const* const part : {"Throughput", "Latency from when a request was due", "Latency by percentile",
                                 "Where the time goes", "line plan", "gateway:8443"}) {
    BOOST_TEST(has(page, part), part);
  }
  BOOST_TEST(!has(page, "nan"));
}

BOOST_AUTO_TEST_CASE(the_page_of_a_probe_shows_every_step_and_what_to_use) {
  probe_report report;
  report.endpoint = "gateway:8443";
  for (double const rate : {2.0, 4.0, 8.0}) {
    probe_line line;
    line.asked.rate = rate;
    line.seen.p99 = 40ms;
    line.verdict = rate < 8 ? probe_verdict::kept : probe_verdict::throttled;
    report.lines.push_back(line);
  }
  report.sustained = 4.567;
  report.p99 = 1s;
  auto const page = to_html(report);
  check_stands_alone(page);
  // Four and a half a second that take a second each, and a quarter more: 5.7, and one.
  BOOST_TEST(has(page, "--rate 4.56 --max-in-flight 7"), page);
  BOOST_TEST(has(page, "dot c"));
  BOOST_TEST(has(page, "throttled"));
}

BOOST_AUTO_TEST_SUITE_END()

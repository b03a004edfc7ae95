#include "scrub/report/html_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/grouped.hpp"
#include "common/html_page.hpp"
#include "common/plot.hpp"
#include "scrub/report/cost.hpp"
#include "scrub/report/report_tables.hpp"

namespace rcs::scrub {
namespace {

std::string elapsed_text(run_report const& r) {
  auto const ms = r.requests.elapsed_ms;
  auto const s = ms / 1000;
  if (s < 60) return fmt::format("{}.{} s", s, ms % 1000 / 100);
  if (s < 3600) return fmt::format("{} min {:02} s", s / 60, s % 60);
  return fmt::format("{} h {:02} min", s / 3600, s / 60 % 60);
}

std::string how_it_ended(run_report const& r) {
  auto text = r.ending == "finished"
                  ? std::string{"Finished: every row has an outcome"}
                  : "Not finished (" + r.ending + "), so these are not the figures of the whole list";
  if (!r.why.empty()) text += ": " + r.why;
  return text + (r.resumed ? ". It was resumed, and the totals are of all its parts." : ".");
}

std::vector<std::pair<std::string, std::string>> tiles(run_report const& r) {
  auto const& t = r.totals;
  std::vector<std::pair<std::string, std::string>> made;
  made.emplace_back("reach of answered numbers", percent(t.enabled(), t.answered()));
  made.emplace_back(t.repeats_are_asked ? "reach of valid rows" : "reach of valid numbers",
                    percent(t.enabled(), t.distinct()));
  made.emplace_back("can receive RCS", grouped(t.enabled()));
  made.emplace_back("answered", grouped(t.answered()));
  made.emplace_back("asked", grouped(t.asked()));
  if (r.cost) made.emplace_back("cost, estimated", cost_text(*r.cost, t.asked()));
  made.emplace_back("time", elapsed_text(r));
  return made;
}

/// What each slice has, in the middle of it, in seconds.
template <typename Value>
std::vector<std::pair<double, double>> over_time(run_report const& r, Value value) {
  std::vector<std::pair<double, double>> points;
  auto const width = static_cast<double>(r.slice_ms) / 1000;
  // The last slice is not over: it would seem slower than it was.
  auto const whole = r.course.size() > 1 ? r.course.size() - 1 : r.course.size();
  for (std::size_t i = 0; i < whole; ++i)
    points.emplace_back((static_cast<double>(i) + 0.5) * width, value(r.course[i]));
  return points;
}

plot empty_plot(run_report const& r, std::string title, std::string y_label) {
  return {.title = std::move(title),
          .x_label = r.resumed ? "seconds since the run was resumed" : "seconds since the start",
          .y_label = std::move(y_label),
          .x_ticks = round_ticks(static_cast<double>(r.slice_ms * r.course.size()) / 1000),
          .lines = {}};
}

std::string plots(run_report const& r) {
  auto const width = static_cast<double>(r.slice_ms) / 1000;
  auto const milliseconds = [](std::uint64_t us) { return us == 0 ? series::nothing : static_cast<double>(us) / 1000; };
  auto pace = empty_plot(r, "Throughput", "numbers/s");
  pace.lines.push_back(
      {"numbers answered", "a", over_time(r, [&](auto const& s) { return static_cast<double>(s.numbers) / width; })});
  auto latency = empty_plot(r, "Latency", "ms");
  latency.lines.push_back(
      {"half of the answers", "a", over_time(r, [&](auto const& s) { return milliseconds(s.p50_us); })});
  latency.lines.push_back({"99 % of them", "b", over_time(r, [&](auto const& s) { return milliseconds(s.p99_us); })});
  auto html = to_svg(pace) + to_svg(latency);
  bool const troubled =
      std::ranges::any_of(r.course, [](auto const& one) { return one.throttled != 0 || one.failed != 0; });
  if (!troubled) return html;
  auto trouble = empty_plot(r, "Requests that brought no answer", "requests/s");
  trouble.lines.push_back(
      {"throttled", "b", over_time(r, [&](auto const& s) { return static_cast<double>(s.throttled) / width; })});
  trouble.lines.push_back(
      {"failed", "c", over_time(r, [&](auto const& s) { return static_cast<double>(s.failed) / width; })});
  return html + to_svg(trouble);
}

std::string reach(run_report const& r) {
  return html_note(
             "Reach of answered numbers is the share of those that the upstream gave an answer about; reach of valid "
             "numbers counts those it gave none about as not reached.") +
         reach_table(r.regions_are, r.regions) + reach_table("carrier", r.carriers) +
         reach_table("carrier status", r.carrier_statuses);
}

std::string quality(run_report const& r) {
  auto html = outcome_table(r.totals) + invalid_table(r.invalid) + error_table(r.errors);
  if (r.assumed_international != 0) {
    html += html_note(grouped(r.assumed_international) + " numbers without + were taken as international.");
  }
  return html;
}

std::string cost(run_report const& r) {
  auto const& t = r.totals;
  html_facts const facts{{"price of a number", r.cost->per_number + " " + r.cost->currency},
                         {"numbers asked", grouped(t.asked())},
                         {"cost", cost_text(*r.cost, t.asked())},
                         {"for each that can receive RCS", cost_of_each(*r.cost, t.asked(), t.enabled())}};
  return html_list(facts) + html_note(
                                "An estimate: each number that was asked at the price of one. What the account is "
                                "billed for retries is not known here.");
}

std::string provenance(run_report const& r) {
  std::string lists;
  for (auto const& one : r.lists) {
    lists +=
        html_row({one.name, one.bytes ? grouped(*one.bytes) : "not known", one.hash.empty() ? "\u2013" : one.hash});
  }
  html_facts const facts{{"program", "rcs-scrub " + r.program},
                         {"endpoint", r.endpoint},
                         {"account", r.sid_hash},
                         {r.resumed ? "resumed" : "begun", r.begun},
                         {"ended", r.ended},
                         {"how it ended", r.ending + (r.why.empty() ? "" : ": " + r.why)}};
  return html_list(facts) +
         html_table("Lists", {"list", "bytes", "hash (XXH3, 128 bits)"}, lists, columns::figures_and_words) +
         "<h3>Options</h3>\n" + html_list(r.options);
}

}  // namespace

std::string to_html(run_report const& r) {
  auto body = html_tiles(tiles(r));
  if (r.ending != "finished") body += html_warning(how_it_ended(r));
  body += html_section("The funnel", funnel_table(r.totals));
  if (r.earlier) body += html_section("Since the earlier report", comparison(r));
  body += html_section("Reach", reach(r));
  body += html_section("The list", quality(r));
  if (r.cost) body += html_section("Cost", cost(r));
  auto const course = r.course.empty() ? std::string{} : plots(r);
  body += html_section("The run", course + "<div class=\"tables\">" + traffic_table(r.requests) + "</div>\n");
  body += html_section("Where these figures come from", provenance(r));
  return html_page({.program = "rcs-scrub",
                    .heading = (r.sampled ? "RCS reach of a sample of " : "RCS reach of ") + names_of_lists(r),
                    .lines = {r.ended, r.ending == "finished" ? how_it_ended(r) : "The run has not reached its end."},
                    .foot = "Numbers are counted where their rows were written; no phone number is on this page."},
                   body);
}

}  // namespace rcs::scrub

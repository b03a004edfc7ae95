#include "bench/html_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "bench/text_report.hpp"
#include "common/html_page.hpp"
#include "common/plot.hpp"
#include "sink/decimal.hpp"

namespace rcs::bench {
namespace {

double seconds(duration d) noexcept {
  return std::chrono::duration<double>(d).count();
}

double milliseconds(duration d) noexcept {
  return 1e3 * seconds(d);
}

/// What each slice of the course has, in the middle of it.
template <typename Value>
std::vector<std::pair<double, double>> over_time(timeline const& course, Value value) {
  std::vector<std::pair<double, double>> points;
  auto const width = seconds(course.width());
  // The last slice is not over: it would seem slower than it was.
  auto const whole = course.slices().size() > 1 ? course.slices().size() - 1 : course.slices().size();
  for (std::size_t i = 0; i < whole; ++i) {
    points.emplace_back((static_cast<double>(i) + 0.5) * width, value(course.slices()[i]));
  }
  return points;
}

std::vector<tick> seconds_of(timeline const& course) {
  return round_ticks(seconds(course.width()) * static_cast<double>(course.slices().size()));
}

plot throughput(load_report const& r) {
  auto const width = seconds(r.course.width());
  auto const a_second = [width](std::uint64_t count) { return static_cast<double>(count) / width; };
  plot made{.title = "Throughput",
            .x_label = "seconds since the start, warm-up included",
            .y_label = "requests/s",
            .x_ticks = seconds_of(r.course),
            .lines = {}};
  made.lines.push_back({"answered", "a", over_time(r.course, [&](auto const& s) { return a_second(s.answered); })});
  if (r.measured.of(exchange_result::throttled) != 0) {
    made.lines.push_back({"throttled", "b", over_time(r.course, [&](auto const& s) { return a_second(s.throttled); })});
  }
  if (r.measured.of(exchange_result::failed) + r.measured.of(exchange_result::refused) != 0) {
    made.lines.push_back({"failed", "c", over_time(r.course, [&](auto const& s) { return a_second(s.failed); })});
  }
  if (r.asked_from && r.asked_to) {
    made.lines.push_back({"asked", "plan", {{0, *r.asked_from}, {seconds(r.warm_up + r.span), *r.asked_to}}});
  }
  return made;
}

plot latency_over_time(load_report const& r) {
  bool const planned = r.measured.intended().count() != 0;
  auto const of = [planned](timeline::slice const& s, double q) {
    auto const& seen = planned ? s.intended : s.service;
    return seen.count() == 0 ? series::nothing : milliseconds(seen.quantile(q));  // no answer is no fast one
  };
  plot made{.title = planned ? "Latency from when a request was due" : "Latency",
            .x_label = "seconds since the start, warm-up included",
            .y_label = "ms",
            .x_ticks = seconds_of(r.course),
            .lines = {}};
  made.lines.push_back({"p50", "a", over_time(r.course, [&](auto const& s) { return of(s, 0.5); })});
  made.lines.push_back({"p99", "b", over_time(r.course, [&](auto const& s) { return of(s, 0.99); })});
  return made;
}

/// Latency against the share of requests, with as much room for each further nine.
plot by_percentile(load_report const& r) {
  constexpr double most_nines = 3;
  plot made{
      .title = "Latency by percentile", .x_label = "share of requests", .y_label = "ms", .x_ticks = {}, .lines = {}};
  made.x_ticks = {{0, "0 %"}, {1, "90 %"}, {2, "99 %"}, {most_nines, "99.9 %"}};
  auto const curve = [](histogram const& seen) {
    std::vector<std::pair<double, double>> points;
    constexpr int steps = 90;
    for (int i = 0; i <= steps; ++i) {
      double const nines = most_nines * i / steps;
      points.emplace_back(nines, milliseconds(seen.quantile(1 - std::pow(10.0, -nines))));
    }
    return points;
  };
  made.lines.push_back({"service", "a", curve(r.measured.service())});
  if (r.measured.intended().count() != 0) made.lines.push_back({"from when due", "b", curve(r.measured.intended())});
  return made;
}

std::string percentiles(load_report const& r) {
  bool const planned = r.measured.intended().count() != 0;
  std::string rows;
  for (auto const& [name, q] : shown_percentiles) {
    std::vector<std::string> cells{std::string{name}, time_text(r.measured.service().quantile(q))};
    if (planned) cells.push_back(time_text(r.measured.intended().quantile(q)));
    rows += html_row(cells);
  }
  std::vector<std::string> heads{"share of requests", "service"};
  if (planned) heads.emplace_back("from when due");
  return html_table("Latency", heads, rows);
}

std::string stages(load_report const& r) {
  std::string rows;
  for (std::size_t i = 0; i < stage_count; ++i) {
    auto const& seen = r.measured.of(static_cast<stage>(i));
    if (seen.count() == 0) continue;
    rows += html_row({std::string{stage_names[i]}, time_text(seen.quantile(0.5)), time_text(seen.quantile(0.99)),
                      time_text(seen.max())});
  }
  return html_table("Where the time goes", {"stage", "p50", "p99", "max"}, rows);
}

std::string counts(load_report const& r) {
  auto const& m = r.measured;
  auto const row = [](std::string name, std::uint64_t count) { return html_row({std::move(name), to_grouped(count)}); };
  auto rows = row("answered", m.of(exchange_result::answered)) + row("throttled", m.of(exchange_result::throttled)) +
              row("failed", m.of(exchange_result::failed));
  for (std::size_t i = 0; i < failure_names.size(); ++i) {
    auto const count = m.of(static_cast<failure>(i));
    if (count != 0) rows += row("– " + std::string{failure_names[i]}, count);
  }
  rows += row("refused", m.of(exchange_result::refused)) + row("not sent", r.not_sent);
  rows += row("connections asked", r.connections) + row("up at once", r.most_connections) +
          row("opened", r.totals.connections_opened) + row("TLS resumed", r.totals.connections_resumed);
  return html_table("Requests and connections", {"what came of them", "count"}, rows);
}

std::vector<std::pair<std::string, std::string>> tiles(load_report const& r) {
  std::vector<std::pair<std::string, std::string>> made;
  made.emplace_back("requests/s answered", fmt::format("{:.1f}", r.achieved()));
  if (r.asked_rate) made.emplace_back("requests/s asked", fmt::format("{:.1f}", *r.asked_rate));
  made.emplace_back("numbers/s", to_grouped(static_cast<std::uint64_t>(r.numbers_a_second())));
  made.emplace_back("p99 service", time_text(r.measured.service().quantile(0.99)));
  if (r.asked_rate) made.emplace_back("p99 from when due", time_text(r.measured.intended().quantile(0.99)));
  made.emplace_back("throttled", to_grouped(r.measured.of(exchange_result::throttled)));
  made.emplace_back("failed", to_grouped(r.measured.of(exchange_result::failed)));
  return made;
}

/// Each step at its rate, kept or broken.
plot steps(probe_report const& r) {
  plot made{.title = "99 % of answers were there, by rate",
            .x_label = "requests/s asked",
            .y_label = "ms after they were due",
            .x_ticks = {},
            .lines = {}};
  series kept{"kept", "a", {}, true};
  series broken{"broke", "c", {}, true};
  double most = 0;
  for (auto const& line : r.lines) {
    most = std::max(most, line.asked.rate);
    (line.verdict == probe_verdict::kept ? kept : broken)
        .points.emplace_back(line.asked.rate, milliseconds(line.seen.p99));
  }
  made.x_ticks = round_ticks(most);
  made.lines = {std::move(kept), std::move(broken)};
  return made;
}

page_frame around(std::string const& endpoint, std::string const& what, std::string const& date) {
  return {.program = "rcs-bench",
          .heading = endpoint,
          .lines = {what, date},
          .foot =
              "Service latency is from the first byte sent to the last received. Latency from when a request was "
              "due adds whatever held it up before: an endpoint that stalls cannot hide it."};
}

}  // namespace

std::string to_html(load_report const& r) {
  std::string body = html_tiles(tiles(r));
  body += to_svg(throughput(r)) + to_svg(latency_over_time(r)) + to_svg(by_percentile(r));
  body += "<div class=\"tables\">" + percentiles(r) + stages(r) + counts(r) + "</div>\n";
  for (auto const& one : r.remarks) body += html_note("Note: " + one);
  return html_page(around(r.endpoint, r.what, r.date), body);
}

std::string to_html(probe_report const& r) {
  std::vector<std::pair<std::string, std::string>> shown;
  shown.emplace_back("requests/s sustained", r.sustained ? fmt::format("{:.4g}", *r.sustained) : "none");
  if (r.broken) shown.emplace_back("broke at", fmt::format("{:.4g}", *r.broken));
  if (r.sustained)
    shown.emplace_back("use", fmt::format("--rate {:g} --max-in-flight {}", r.rate(), r.max_in_flight()));
  shown.emplace_back("numbers asked", to_grouped(r.numbers()));
  std::string rows;
  for (auto const& line : r.lines) {
    rows += html_row({fmt::format("{:.4g}", line.asked.rate), to_grouped(line.seen.answered),
                      to_grouped(line.seen.throttled), to_grouped(line.seen.failed), time_text(line.seen.p99),
                      std::string{to_string(line.verdict)}});
  }
  auto const table =
      html_table("Steps", {"requests/s", "answered", "throttled", "failed", "p99 from when due", "verdict"}, rows);
  auto const body = html_tiles(shown) + to_svg(steps(r)) + "<div class=\"tables\">" + table + "</div>\n<pre>" +
                    html_text(plan_text(r) + "\n" + conclusion_text(r)) + "</pre>\n";
  return html_page(around(r.endpoint, "The highest rate that is sustained", r.date), body);
}

}  // namespace rcs::bench

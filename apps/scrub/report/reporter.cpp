#include "scrub/report/reporter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include "common/date_text.hpp"
#include "scrub/file_error.hpp"
#include "scrub/report/counting_sink.hpp"
#include "scrub/report/html_report.hpp"
#include "scrub/report/json_report.hpp"
#include "scrub/report/provenance.hpp"
#include "scrub/report/written_rows.hpp"
#include "scrub/write_back.hpp"
#include "sink/summary_text.hpp"

namespace rcs::scrub {
namespace {

std::uint64_t microseconds(duration d) noexcept {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(d).count());
}

std::uint64_t milliseconds(duration d) noexcept {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(d).count());
}

run_report::traffic traffic_of(summary const& s) {
  run_report::traffic made;
  made.sent = s.requests_sent;
  made.bulk = s.requests_bulk;
  made.single = s.requests_single;
  made.retried = s.requests_retried;
  made.connections_opened = s.connections_opened;
  made.connections_failed = s.connections_failed;
  made.by_status = s.by_status;
  made.latency_us = {microseconds(s.latency_p50), microseconds(s.latency_p90), microseconds(s.latency_p99),
                     microseconds(s.latency_p999), microseconds(s.latency_max)};
  made.elapsed_ms = milliseconds(s.elapsed);
  made.cpu_ms = milliseconds(s.cpu);
  made.peak_rss_bytes = s.peak_rss_bytes;
  return made;
}

void put_counts(run_report& into, answer_counts const& counts) {
  into.regions = counts.regions().sorted();
  into.carriers = counts.carriers().sorted();
  into.carrier_statuses = counts.carrier_statuses().sorted();
  for (auto const& [reason, rows] : counts.invalid()) into.invalid.push_back({reason, rows});
  for (auto const& [what, count] : counts.errors()) into.errors.push_back({what.first, what.second, count});
  std::ranges::stable_sort(into.invalid, std::ranges::greater{}, [](auto const& one) { return one.rows.count; });
  std::ranges::stable_sort(into.errors, std::ranges::greater{}, &run_report::error::count);
}

void put_course(run_report& into, timeline const& course) {
  into.slice_ms = milliseconds(course.width());
  for (auto const& one : course.slices()) {
    into.course.push_back({one.numbers, one.answered, one.throttled, one.failed,
                           microseconds(one.service.quantile(0.5)), microseconds(one.service.quantile(0.99))});
  }
}

}  // namespace

reporter::reporter(settings const& s) : s_{s}, made_{begin_report(s)} {
  if (!s.report.compare.empty()) made_.earlier = earlier(read_report(s.report.compare));
  made_.regions_are = "country";
}

std::unique_ptr<sink> reporter::begin(std::unique_ptr<sink> into, bool resumed) {
  made_.resumed = resumed;
  if (resumed) add_written();
  made_.begun = date_text();
  start_ = std::chrono::steady_clock::now();
  return make_counting_sink(std::move(into), counts_, country_or_code);
}

void reporter::on_exchange(exchange_report const& one) noexcept {
  std::lock_guard const held{mutex_};
  course_.add(one.departed + one.total - start_, one);
}

std::vector<std::pair<std::string, std::string>> reporter::files(summary const& totals) const {
  auto const report = report_of(totals);
  std::vector<std::pair<std::string, std::string>> made;
  made.emplace_back(s_.report.data(), to_json(report));
  if (auto const page = s_.report.page(); !page.empty()) made.emplace_back(page, to_html(report));
  return made;
}

run_report reporter::report_of(summary const& totals) const {
  auto made = made_;
  made.ended = date_text();
  made.ending = to_string(totals.how);
  made.why = totals.why;
  made.totals = {totals.rows, totals.outcomes, s_.repeats == repeated_rows::keep};
  made.assumed_international = totals.assumed_international;
  made.requests = traffic_of(totals);
  put_counts(made, counts_);
  put_course(made, course_);
  return made;
}

void reporter::add_written() {
  auto const take = [this](std::span<result const> rows) { counts_.add(rows, country_or_code); };
  writes_back(s_) ? read_answer_log(answer_log_name(s_), take) : read_written_rows(s_.output, s_.format, take);
}

run_report read_report(std::string const& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) throw file_error{file, std::error_code{errno, std::generic_category()}};
  std::string const text{std::istreambuf_iterator<char>{in}, {}};
  if (in.bad()) throw file_error{file, std::make_error_code(std::errc::io_error)};
  try {
    return parse_report(text);
  } catch (std::invalid_argument const& wrong) {
    throw std::invalid_argument{fmt::format("{}: {}", file, wrong.what())};
  }
}

earlier_report earlier(run_report const& then) {
  return {names_of_lists(then), then.ended, then.totals, then.carriers};
}

}  // namespace rcs::scrub

#include "scrub/report/report_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>

#include "common/grouped.hpp"
#include "common/html_page.hpp"
#include "sink/decimal.hpp"

namespace rcs::scrub {
namespace {

constexpr std::size_t names_shown = 20;

/// `+1,234`, `−5`, `0`.
std::string change(std::uint64_t then, std::uint64_t now) {
  if (now == then) return "0";
  return now > then ? "+" + grouped(now - then) : "\u2212" + grouped(then - now);
}

/// In percentage points, of two shares; a dash if there is none.
std::string change_of_share(std::uint64_t part_then, std::uint64_t whole_then, std::uint64_t part,
                            std::uint64_t whole) {
  if (whole_then == 0 || whole == 0) return "\u2013";
  auto const points = 100 * (share(part, whole) - share(part_then, whole_then));
  auto const size = to_decimal(std::abs(points), 1);
  if (size == "0.0") return "0.0 points";
  return (points > 0 ? "+" : "\u2212") + size + " points";
}

std::string reach_row(std::string const& name, reach_counts const& of, bool with_numbers) {
  std::vector<std::string> cells{name};
  if (with_numbers) cells.push_back(grouped(of.numbers));
  cells.insert(cells.end(), {grouped(of.answered), grouped(of.enabled), percent(of.enabled, of.answered)});
  if (with_numbers) cells.push_back(percent(of.enabled, of.numbers));
  return html_row(cells, share(of.enabled, of.answered));
}

std::string milliseconds(std::uint64_t us) {
  return to_decimal(static_cast<double>(us) / 1000, 1) + " ms";
}

std::string changed_totals(funnel const& then, funnel const& now) {
  struct line {
    char const* name;
    std::uint64_t then;
    std::uint64_t now;
  };
  std::string rows;
  for (auto const& [name, before, after] : std::array<line, 6>{{{"rows", then.rows, now.rows},
                                                                {"valid", then.valid(), now.valid()},
                                                                {"distinct", then.distinct(), now.distinct()},
                                                                {"asked", then.asked(), now.asked()},
                                                                {"answered", then.answered(), now.answered()},
                                                                {"can receive RCS", then.enabled(), now.enabled()}}}) {
    rows += html_row({name, grouped(before), grouped(after), change(before, after)});
  }
  rows += html_row({"reach of answered numbers", percent(then.enabled(), then.answered()),
                    percent(now.enabled(), now.answered()),
                    change_of_share(then.enabled(), then.answered(), now.enabled(), now.answered())});
  rows += html_row({"reach of valid numbers", percent(then.enabled(), then.distinct()),
                    percent(now.enabled(), now.distinct()),
                    change_of_share(then.enabled(), then.distinct(), now.enabled(), now.distinct())});
  return html_table("Totals", {"numbers", "then", "now", "change"}, rows);
}

std::string changed_carriers(reach_by_name const& then, reach_by_name const& now) {
  struct both {
    reach_counts then;
    reach_counts now;
    [[nodiscard]] std::uint64_t most() const noexcept { return std::max(then.answered, now.answered); }
  };
  std::map<std::string, both> joined;
  for (auto const& [name, counts] : then) joined[name].then += counts;
  for (auto const& [name, counts] : now) joined[name].now += counts;
  std::vector<std::pair<std::string, both>> sorted{joined.begin(), joined.end()};
  std::ranges::stable_sort(sorted, std::ranges::greater{}, [](auto const& one) { return one.second.most(); });
  auto const shown = std::min(names_shown, sorted.size());
  std::string rows;
  for (auto const& [name, of] : std::span{sorted}.first(shown)) {
    rows +=
        html_row({name, grouped(of.then.answered), grouped(of.now.answered), change(of.then.answered, of.now.answered),
                  percent(of.then.enabled, of.then.answered), percent(of.now.enabled, of.now.answered),
                  change_of_share(of.then.enabled, of.then.answered, of.now.enabled, of.now.answered)});
  }
  if (rows.empty()) return {};
  auto html = html_table(
      "Carriers", {"carrier", "answered then", "answered now", "change", "reach then", "reach now", "change"}, rows);
  if (shown < sorted.size()) html += html_note(grouped(sorted.size() - shown) + " smaller carriers are not shown.");
  return html;
}

std::string samples_text(std::vector<invalid_sample> const& samples) {
  std::string made;
  for (auto const& one : samples) {
    made += (made.empty() ? "" : ", ") + grouped(one.row);
    if (!one.shape.empty()) made += fmt::format(" ({})", one.shape);
  }
  return made;
}

}  // namespace

double share(std::uint64_t part, std::uint64_t whole) noexcept {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "\u2013";
  return to_decimal(100 * share(part, whole), 1) + " %";
}

std::string funnel_table(funnel const& totals) {
  struct step {
    char const* name;
    std::uint64_t count;
  };
  std::array<step, 6> const steps{
      {{"rows of the list", totals.rows},
       {"valid numbers", totals.valid()},
       {totals.repeats_are_asked ? "numbers, repeats included" : "distinct numbers", totals.distinct()},
       {"asked", totals.asked()},
       {"answered", totals.answered()},
       {"can receive RCS", totals.enabled()}}};
  std::string rows;
  auto before = totals.rows;
  for (auto const& one : steps) {
    rows += html_row({one.name, grouped(one.count), percent(one.count, before), percent(one.count, totals.rows)},
                     share(one.count, totals.rows));
    before = one.count;
  }
  return html_table("From rows to numbers that can receive RCS", {"step", "count", "of the step before", "of all rows"},
                    rows, columns::figures_and_bar);
}

std::string reach_table(std::string const& what, reach_by_name const& all) {
  if (all.empty()) return {};
  bool const with_numbers =
      std::ranges::any_of(all, [](auto const& one) { return one.second.numbers != one.second.answered; });
  auto const shown = std::min(names_shown, all.size());
  std::string rows;
  for (auto const& [name, counts] : std::span{all}.first(shown)) rows += reach_row(name, counts, with_numbers);
  reach_counts others;
  for (auto const& [name, counts] : std::span{all}.subspan(shown)) others += counts;
  if (shown < all.size()) rows += reach_row(grouped(all.size() - shown) + " more", others, with_numbers);
  std::vector<std::string> heads{what};
  if (with_numbers) heads.emplace_back("numbers");
  heads.insert(heads.end(), {"answered", "can receive RCS", "reach of answered"});
  if (with_numbers) heads.emplace_back("reach of numbers");
  return html_table("By " + what, heads, rows, columns::figures_and_bar);
}

std::string outcome_table(funnel const& totals) {
  std::string rows;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    if (totals.outcomes[i] == 0) continue;
    rows += html_row(
        {std::string{outcome_names[i]}, grouped(totals.outcomes[i]), percent(totals.outcomes[i], totals.rows)});
  }
  return html_table("How the rows ended", {"outcome", "rows", "of all rows"}, rows);
}

std::string invalid_table(std::vector<run_report::invalid_reason> const& reasons) {
  if (reasons.empty()) return {};
  std::string rows;
  for (auto const& [reason, counted] : reasons) {
    rows += html_row({reason, grouped(counted.count), samples_text(counted.first)});
  }
  return html_table("Rows that are no phone numbers", {"reason", "rows", "first lines, and what they look like"}, rows,
                    columns::figures_and_words) +
         html_note("Letters are shown as x, digits as #.");
}

std::string error_table(std::vector<run_report::error> const& errors) {
  if (errors.empty()) return {};
  std::string rows;
  for (auto const& one : errors) {
    rows += html_row({std::string{to_string(one.what)}, grouped(one.count), one.words});
  }
  return html_table("Numbers without an answer", {"outcome", "numbers", "why"}, rows, columns::figures_and_words);
}

std::string traffic_table(run_report::traffic const& t) {
  std::string counts;
  auto const add = [](std::string& rows, std::string const& name, std::string const& value) {
    rows += html_row({name, value});
  };
  add(counts, "requests sent", grouped(t.sent));
  add(counts, "of many numbers", grouped(t.bulk));
  add(counts, "of one number", grouped(t.single));
  add(counts, "retries", grouped(t.retried));
  for (auto const& [name, count] : t.by_status) add(counts, "answered " + name, grouped(count));
  add(counts, "connections opened", grouped(t.connections_opened));
  add(counts, "connections failed", grouped(t.connections_failed));
  std::string spans;
  constexpr std::array names{"half of the answers within", "90 % within", "99 % within", "99.9 % within",
                             "the slowest"};
  for (std::size_t i = 0; i < names.size(); ++i) add(spans, names[i], milliseconds(t.latency_us[i]));
  return html_table("Requests", {"what", "count"}, counts) + html_table("Latency", {"answers", "time"}, spans);
}

std::string comparison(run_report const& report) {
  if (!report.earlier) return {};
  auto const& then = *report.earlier;
  return html_note(fmt::format("Then: {}, {}.", then.lists, then.ended)) + changed_totals(then.totals, report.totals) +
         changed_carriers(then.carriers, report.carriers);
}

}  // namespace rcs::scrub

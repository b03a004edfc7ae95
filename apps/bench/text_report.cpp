#include "bench/text_report.hpp"

#include <fmt/format.h>

#include "sink/decimal.hpp"

namespace rcs::bench {
namespace {

std::string rate_line(std::string_view name, double requests, double numbers, std::string const& more) {
  return fmt::format("  {:<12}{:>10.1f} requests/s  {:>12} numbers/s{}\n", name, requests,
                     to_grouped(static_cast<std::uint64_t>(numbers)), more);
}

std::string rates(load_report const& r) {
  std::string text;
  std::string share;
  if (r.asked_rate) {
    text += rate_line("asked", *r.asked_rate, *r.asked_rate * static_cast<double>(r.batch), "");
    share = fmt::format("   {:.1f} %", 100 * r.achieved() / *r.asked_rate);
  }
  text += rate_line("achieved", r.achieved(), r.numbers_a_second(), share);
  if (r.not_sent != 0) {
    text += fmt::format("  not sent    {} requests of the plan: the endpoint, or what may be in flight, held them up\n",
                        to_grouped(r.not_sent));
  }
  return text;
}

std::string errors(load_report const& r) {
  auto const& m = r.measured;
  auto text = fmt::format("  requests    {} answered · {} throttled · {} failed · {} refused\n",
                          to_grouped(m.of(exchange_result::answered)), to_grouped(m.of(exchange_result::throttled)),
                          to_grouped(m.of(exchange_result::failed)), to_grouped(m.of(exchange_result::refused)));
  std::string classes;
  for (std::size_t i = 0; i < failure_names.size(); ++i) {
    auto const count = m.of(static_cast<failure>(i));
    if (count != 0)
      classes += fmt::format("{}{} {}", classes.empty() ? "" : " · ", failure_names[i], to_grouped(count));
  }
  if (!classes.empty()) text += "  failed by   " + classes + "\n";
  std::string statuses;
  for (auto const& [name, count] : r.totals.by_status) {
    statuses += fmt::format("{}{} {}", statuses.empty() ? "" : " · ", name, to_grouped(count));
  }
  if (!statuses.empty()) text += "  answers     " + statuses + " (warm-up included)\n";
  return text;
}

std::string connections(load_report const& r) {
  return fmt::format("  connections {} asked · {} up at once · {} opened, {} of them resumed · {} failed\n",
                     to_grouped(r.connections), to_grouped(r.most_connections), to_grouped(r.totals.connections_opened),
                     to_grouped(r.totals.connections_resumed), to_grouped(r.totals.connections_failed));
}

std::string percentiles(load_report const& r) {
  bool const planned = r.measured.intended().count() != 0;
  auto text = fmt::format("\n  latency     {:>12}{}\n", "service", planned ? fmt::format("{:>14}", "intended") : "");
  for (auto const& [name, q] : shown_percentiles) {
    text += fmt::format("  {:<12}{:>12}", name, time_text(r.measured.service().quantile(q)));
    if (planned) text += fmt::format("{:>14}", time_text(r.measured.intended().quantile(q)));
    text += "\n";
  }
  return text;
}

std::string stages(load_report const& r) {
  auto text = fmt::format("\n  where the time goes   {:>10}{:>12}{:>12}\n", "p50", "p99", "max");
  for (std::size_t i = 0; i < stage_count; ++i) {
    auto const& seen = r.measured.of(static_cast<stage>(i));
    if (seen.count() == 0) continue;
    text += fmt::format("  {:<22}{:>10}{:>12}{:>12}\n", stage_names[i], time_text(seen.quantile(0.5)),
                        time_text(seen.quantile(0.99)), time_text(seen.max()));
  }
  return text;
}

}  // namespace

std::string time_text(duration d) {
  auto const us = std::chrono::duration<double, std::micro>(d).count();
  if (us < 1000) return fmt::format("{:.0f} us", us);
  if (us < 1e6) return fmt::format("{:.1f} ms", us / 1e3);
  return fmt::format("{:.2f} s", us / 1e6);
}

std::string to_text(load_report const& r) {
  auto text = fmt::format("{}: {}\n", r.endpoint, r.what);
  text += fmt::format("  measured    {} after {} of warm-up ({} requests, not in these figures)\n", time_text(r.span),
                      time_text(r.warm_up), to_grouped(r.warming.requests()));
  text += rates(r) + errors(r) + connections(r);
  text += fmt::format("  this program {:.0f} us of CPU for a request\n", r.cpu_per_request());
  if (r.measured.service().count() != 0) text += percentiles(r) + stages(r);
  for (auto const& one : r.remarks) text += "  note: " + one + "\n";
  return text;
}

}  // namespace rcs::bench

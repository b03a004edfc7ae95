#include "bench/probe_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "bench/text_report.hpp"
#include "common/duration_text.hpp"
#include "sink/decimal.hpp"
#include "sink/json_writer.hpp"

namespace rcs::bench {
namespace {

std::string_view words_of(probe_verdict v) noexcept {
  switch (v) {
    case probe_verdict::kept:
      return "kept";
    case probe_verdict::throttled:
      return "it throttled";
    case probe_verdict::failed:
      return "requests failed";
    case probe_verdict::slow:
      return "answers came too late";
    case probe_verdict::behind:
      return "fewer were answered than asked";
  }
  return {};
}

double seconds(duration d) noexcept {
  return std::chrono::duration<double>(d).count();
}

double achieved(probe_line const& line) noexcept {
  auto const planned = static_cast<double>(line.asked.requests - line.not_asked) / line.asked.rate;
  auto const over = std::max(planned, seconds(line.seen.elapsed - line.seen.service));
  return over <= 0 ? 0 : static_cast<double>(line.seen.answered) / over;
}

std::string_view name_of(probe_report const& r) noexcept {
  if (r.interrupted) return "interrupted";
  switch (r.how) {
    case probe_search::ending::found:
      return "found";
    case probe_search::ending::numbers_used:
      return "numbers_used";
    case probe_search::ending::nothing_kept:
      return "nothing_kept";
    case probe_search::ending::running:
      break;
  }
  return "stopped";
}

}  // namespace

std::uint64_t probe_report::numbers() const noexcept {
  std::uint64_t sum = 0;
  for (auto const& one : lines) sum += one.seen.numbers;
  return sum;
}

unsigned probe_report::max_in_flight() const noexcept {
  constexpr double margin = 1.25;
  return static_cast<unsigned>(std::ceil(sustained.value_or(0) * seconds(p99) * margin)) + 1;
}

double probe_report::rate() const noexcept {
  auto const value = sustained.value_or(0);
  if (value <= 0) return 0;
  constexpr int digits = 3;
  auto const unit = std::pow(10.0, std::floor(std::log10(value)) - (digits - 1));
  // A hair up, so that 0.3 / 0.01 is 30.
  return std::floor(value / unit * (1 + 1e-12)) * unit;
}

std::string plan_text(probe_report const& r) {
  auto const& p = r.limits;
  auto text =
      fmt::format("Probing {}: from {:g} to {:g} requests/s of {} numbers, each rate for {} (the last for {}).\n",
                  r.endpoint, p.start_rate, p.top_rate, p.batch, rcs::to_text(p.step), rcs::to_text(2 * p.step));
  text += fmt::format(
      "A rate is kept if at most {:g} % of answers throttle, at most {:g} % of requests fail, 99 % of answers are\n"
      "there {} after they were due, and {:g} % of the rate is answered. At most {} requests are out at once.\n",
      100 * p.throttled, 100 * p.failed, rcs::to_text(p.latency), 100 * p.achieved, r.in_flight);
  text += fmt::format("At most {} numbers are asked, and billed. To come to a rate by doubling takes:\n",
                      to_grouped(p.max_numbers));
  for (double at = p.start_rate; at < 2 * p.top_rate; at *= 2) {
    auto const rate = std::min(at, p.top_rate);
    auto const numbers = numbers_to_reach(rate, p);
    auto const confirming = numbers_to_confirm(rate, p);
    bool const too_many = numbers + confirming > p.max_numbers;
    text += fmt::format("  {:>8g} requests/s {:>12} numbers, and {:>9} to confirm it{}\n", rate, to_grouped(numbers),
                        to_grouped(confirming), too_many ? ": more than may be asked" : "");
    if (too_many) break;
  }
  return text;
}

std::string line_text(probe_line const& line) {
  auto const& seen = line.seen;
  return fmt::format("  {:>8.4g}/s  {:>8.4g}/s answered  {:>6} throttled  {:>6} failed  p99 {:>9}  {}\n",
                     line.asked.rate, achieved(line), to_grouped(seen.throttled), to_grouped(seen.failed),
                     time_text(seen.p99), words_of(line.verdict));
}

std::string conclusion_text(probe_report const& r) {
  std::string text;
  if (r.sustained) {
    text += fmt::format("Sustained: {:.4g} requests/s, {} numbers/s, 99 % of answers within {}{}.\n", *r.sustained,
                        to_grouped(static_cast<std::uint64_t>(*r.sustained * static_cast<double>(r.limits.batch))),
                        time_text(r.p99), r.confirmed ? "" : "; tried once, not confirmed");
  } else {
    text += "No rate was sustained.\n";
  }
  if (r.broken) text += fmt::format("Broke at:  {:.4g} requests/s: {}.\n", *r.broken, words_of(r.broken_by));
  if (r.sustained && !r.broken && r.confirmed) text += "Nothing broke it: --top-rate was the end.\n";
  if (r.interrupted) text += "Interrupted: there may be more to find.\n";
  if (!r.interrupted && r.how == probe_search::ending::numbers_used) {
    text +=
        fmt::format("The next step would pass --max-numbers {}: there may be more to find.\n", r.limits.max_numbers);
  }
  if (r.sustained) text += fmt::format("Use:       --rate {:g} --max-in-flight {}\n", r.rate(), r.max_in_flight());
  return text + fmt::format("Asked:     {} numbers in {} steps.\n", to_grouped(r.numbers()), r.lines.size());
}

std::string to_json(probe_report const& r) {
  constexpr int digits = 3;
  auto const ms = [](duration d) { return 1e3 * seconds(d); };
  json_writer json;
  json.text("endpoint", r.endpoint);
  json.text("date", r.date);
  json.text("ending", name_of(r));
  json.flag("confirmed", r.confirmed);
  r.sustained ? json.decimal("sustained_rate", *r.sustained, digits) : json.null("sustained_rate");
  json.decimal("sustained_p99_ms", ms(r.p99), digits);
  r.broken ? json.decimal("broken_rate", *r.broken, digits) : json.null("broken_rate");
  r.broken ? json.text("broken_by", to_string(r.broken_by)) : json.null("broken_by");
  json.open("use");
  json.decimal("rate", r.rate(), digits);
  json.count("max_in_flight", r.sustained ? r.max_in_flight() : 0);
  json.close();
  json.count("numbers_per_request", r.limits.batch);
  json.count("numbers_asked", r.numbers());
  json.count("max_numbers", r.limits.max_numbers);
  json.open("steps");
  std::size_t i = 0;
  for (auto const& line : r.lines) {
    json.open(std::to_string(i++));
    json.decimal("rate", line.asked.rate, digits);
    json.count("requests", line.asked.requests);
    json.count("answered", line.seen.answered);
    json.count("throttled", line.seen.throttled);
    json.count("failed", line.seen.failed);
    json.decimal("achieved_rate", achieved(line), digits);
    json.decimal("p99_ms", ms(line.seen.p99), digits);
    json.text("verdict", to_string(line.verdict));
    json.close();
  }
  json.close();
  return json.finish();
}

}  // namespace rcs::bench
